import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { differs, unless } from './checks.ts';
import { at, caller, textAt, type HttpAnswer } from './http-client.ts';
import type { World } from './world.ts';

/** What the error checks need beside the world. */
export interface ErrorSubjects {
  /** Text of the contract: its table of codes is read from it. */
  readonly contract: string;
  readonly pipelineId: string;
  /** The installation's own database, to break a row of it. */
  readonly databaseUrl: string;
}

/** Provokes every error code of the contract's table, and compares envelope, status and code. */
export async function checkErrors(world: World, subjects: ErrorSubjects): Promise<void> {
  const { checks, admin, anonymous } = world;
  const status = `/api/v1/pipelines/${subjects.pipelineId}/status`;
  const provoked: Readonly<Record<string, () => Promise<HttpAnswer>>> = {
    AUTHENTICATION_REQUIRED: () => anonymous({ path: status }),
    PERMISSION_DENIED: async () =>
      (await viewer(world))({ method: 'DELETE', path: status.slice(0, -7) }),
    RESOURCE_NOT_FOUND: () => admin({ path: '/api/v1/pipelines/pipe_456/status' }),
    VALIDATION_ERROR: () =>
      admin({
        method: 'POST',
        path: `/api/v1/pipelines/${subjects.pipelineId}:deploy`,
        body: { environment: 'production', schedule: 'every now and then' },
      }),
    RATE_LIMIT_EXCEEDED: () => tooManyLogins(world),
    INTERNAL_ERROR: () => breakARow(world, subjects.databaseUrl),
  };
  const table = errorCodesOf(subjects.contract);
  checks.check(
    'errors: every code of the contract is provoked',
    differs(Object.keys(provoked).sort(), [...table.keys()].sort()),
  );
  for (const [code, wanted] of table) {
    await checks.group(`error ${code}`, async () => {
      const answer = await provoked[code]?.();
      if (answer === undefined) return;
      checks.check(
        `${code}: status and code`,
        differs([answer.status, at(answer.body, 'error.code')], [wanted, code]),
      );
      for (const problem of envelopeProblems(answer)) checks.check(`${code}: envelope`, problem);
      checks.check(`${code}: envelope`, null);
    });
  }
  await checks.group('error example', async () => {
    const answer = await provoked['VALIDATION_ERROR']?.();
    checks.check(
      'the shown validation error: message and field',
      differs(
        [at(answer?.body, 'error.message'), at(answer?.body, 'error.details.0.field')],
        ['Invalid pipeline configuration', 'schedule'],
      ),
    );
    const said = textAt(answer?.body, 'error.details.0.error');
    checks.check(
      'the shown validation error: its words',
      unless(said.startsWith('Invalid cron expression'), said),
    );
  });
}

/** The contract's table: code -> status. */
export function errorCodesOf(contract: string): ReadonlyMap<string, number> {
  const rows = contract.matchAll(/^\| `([A-Z_]+)` \| (\d{3}) \|/gm);
  return new Map([...rows].map((row) => [row[1] ?? '', Number(row[2])]));
}

/** Everything about an answer that the contract's envelope does not allow. */
export function envelopeProblems({ body, headers }: HttpAnswer): readonly string[] {
  const problems: string[] = [];
  const error = at(body, 'error');
  const keys = typeof error === 'object' && error !== null ? Object.keys(error).sort() : [];
  if (keys.join() !== 'code,details,message,request_id')
    problems.push(`its keys are ${keys.join()}`);
  if (textAt(error, 'message').length < 10) problems.push('its message says nothing');
  const details = at(error, 'details');
  if (!Array.isArray(details)) problems.push('its details are no list');
  else if (details.some((one) => textAt(one, 'field') === '' || textAt(one, 'error') === '')) {
    problems.push('a detail lacks field or error');
  }
  if (!/^req_\w+$/.test(textAt(error, 'request_id'))) problems.push('its request_id is no id');
  if (textAt(error, 'request_id') !== headers.get('x-request-id')) {
    problems.push('its request_id is not that of X-Request-Id');
  }
  if (/\bat .*\.ts:\d+|node_modules/.test(JSON.stringify(body))) problems.push('it shows a stack');
  return problems;
}

/** A fresh member with the least role, through an invitation as a person would. */
async function viewer({ admin, anonymous, installation }: World) {
  const email = `viewer-${randomBytes(4).toString('hex')}@localhost.example`;
  const password = 'conformance-viewer-1';
  const invited = await admin({
    method: 'POST',
    path: '/api/v1/invitations',
    body: { email, role: 'viewer' },
  });
  await anonymous({
    method: 'POST',
    path: '/api/v1/invitations:accept',
    body: { token: textAt(invited.body, 'token'), password },
  });
  const login = await anonymous({
    method: 'POST',
    path: '/api/v1/auth/login',
    body: { email, password },
  });
  return caller(installation.origin, textAt(login.body, 'access_token'));
}

const mostLogins = 60;

async function tooManyLogins({ anonymous }: World): Promise<HttpAnswer> {
  const body = { email: 'nobody@localhost.example', password: 'wrong-password-1' };
  for (let tries = 0; ; tries += 1) {
    const answer = await anonymous({ method: 'POST', path: '/api/v1/auth/login', body });
    if (answer.status !== 401 || tries === mostLogins) return answer;
  }
}

/** Puts something into the database that no version of ours writes: an honest failure of the server. */
async function breakARow({ admin }: World, databaseUrl: string): Promise<HttpAnswer> {
  const made = await admin({
    method: 'POST',
    path: '/api/v1/connections',
    body: {
      name: `To be broken ${randomBytes(4).toString('hex')}`,
      type: 'postgresql',
      settings: { host: '127.0.0.1', port: 1, database: 'x', user: 'x' },
      test: false,
    },
  });
  const id = textAt(made.body, 'connection_id');
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const set = 'update ai_etl.connections set last_test =';
    await client.query(`${set} '{}', last_tested_at = now() where id = $1`, [id]);
    const answer = await admin({ path: `/api/v1/connections/${id}` });
    await client.query(`${set} null, last_tested_at = null where id = $1`, [id]);
    return answer;
  } finally {
    await client.end();
  }
}
