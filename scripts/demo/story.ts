import { setTimeout as sleep } from 'node:timers/promises';
import { AiEtlError } from '@ai-etl/core';
import { asList, asObject, asText, createApi, type Api, type Json } from './api.ts';
import type { Installation } from './installation.ts';
import type { Screen } from './screen.ts';

const finalStatuses = ['success', 'failed', 'cancelled'];

/** Logs in over HTTP, as any client would. */
export async function logIn(installation: Installation, screen: Screen): Promise<Api> {
  const baseUrl = `${installation.origin}/api/v1`;
  screen.heading('2. Log in');
  screen.dim(`  POST ${baseUrl}/auth/login`);
  const answer = await createApi(baseUrl).post('/auth/login', {
    email: installation.email,
    password: installation.password,
  });
  screen.good(`token for ${installation.email}, valid for ${asText(answer['expires_in'])} s`);
  return createApi(baseUrl, asText(answer['access_token']));
}

/** From the sentence to a validated draft; throws when the sentence is not clear. */
export async function generate(api: Api, sentence: string, screen: Screen): Promise<string> {
  screen.heading('3. Ask for a pipeline');
  screen.line(`  "${sentence}"`);
  screen.dim('  POST /pipelines:generate');
  const draft = await api.post('/pipelines:generate', {
    description: sentence,
    options: { optimize: true, validate: true },
  });
  const validation = asObject(draft['validation']) ?? {};
  showDraft(draft, validation, screen);
  if (validation['status'] !== 'passed') {
    const questions = asList(draft['clarification']).map((one) => `  - ${asText(one['question'])}`);
    throw new AiEtlError(
      'VALIDATION_ERROR',
      `The draft cannot run yet (validation: ${asText(validation['status'])}).\n${questions.join('\n')}`,
    );
  }
  return asText(draft['pipeline_id']);
}

function showDraft(draft: Json, validation: Json, screen: Screen): void {
  screen.good(
    `${asText(draft['pipeline_id'])}  ${asText(draft['name'])}: ${asText(draft['description'])}`,
  );
  const plan = asObject(draft['plan']) ?? {};
  const reasons = Array.isArray(plan['because']) ? plan['because'].map(asText) : [];
  screen.line(`  plan (${asText(plan['route'])} route):`);
  for (const reason of reasons.slice(0, 4)) screen.line(`    ${reason}`);
  if (reasons.length > 4)
    screen.dim(`    … and the same for ${asList(plan['branches']).length - 2} more tables`);
  const tasks = asList(asObject(draft['dag_definition'])?.['tasks']);
  screen.line(`  tasks: ${summarise(tasks.map((task) => asText(task['id'])))}`);
  for (const one of asList(draft['assumptions'])) {
    screen.line(
      `  assumed: ${asText(one['path'])} = ${shorten(asText(one['value']))} (${asText(one['because'])})`,
    );
  }
  const code = asText(draft['code']).split('\n');
  screen.line(`  code (pandas, ${code.length} lines, runs by itself):`);
  for (const line of code.slice(0, 8)) screen.dim(`    ${line}`);
  screen.dim('    …');
  const warnings = Array.isArray(validation['warnings']) ? validation['warnings'] : [];
  screen.line(`  validation: ${asText(validation['status'])}, ${warnings.length} warnings`);
  for (const warning of warnings.slice(0, 5)) {
    screen.line(`    ${asText(warning) || asText(asObject(warning)?.['message'])}`);
  }
}

/** Deploys with the schedule that the sentence asked for. */
export async function deploy(api: Api, pipeline: string, screen: Screen): Promise<void> {
  screen.heading('4. Deploy');
  screen.dim(`  POST /pipelines/${pipeline}:deploy`);
  const answer = await api.post(`/pipelines/${pipeline}:deploy`, { environment: 'production' });
  const next = Array.isArray(answer['next_runs']) ? answer['next_runs'].map(asText) : [];
  const schedule = asObject(answer['schedule']);
  const cron = asText(schedule?.['cron'] ?? answer['schedule']);
  screen.good(`scheduled "${cron}" ${asText(schedule?.['timezone'] ?? answer['timezone'])}`);
  screen.line(`  next runs: ${next.slice(0, 3).join(', ')}`);
}

/** The next demo, on another day, must not begin with runs that this one's schedule missed. */
export async function pause(api: Api, pipeline: string, screen: Screen): Promise<void> {
  await api.post(`/pipelines/${pipeline}:pause`, {});
  screen.dim('\n  The schedule is paused; the pipeline and its tables stay for the next demo.');
}

/** Runs it now and follows it to its end. */
export async function runAndFollow(api: Api, pipeline: string, screen: Screen): Promise<Json> {
  screen.heading('5. Run');
  screen.dim(`  POST /pipelines/${pipeline}:run`);
  const started = await api.post(`/pipelines/${pipeline}:run`, { async: true });
  const id = asText(started['run_id']);
  for (;;) {
    const run = await api.get(`/runs/${id}`);
    const progress = asObject(run['progress']);
    if (progress !== undefined) {
      const percent = Number(progress['percent'] ?? 0);
      screen.progress(run['status'] === 'success' ? 100 : percent, describeProgress(progress));
    }
    if (finalStatuses.includes(asText(run['status']))) {
      screen.endProgress();
      return run;
    }
    await sleep(250);
  }
}

function describeProgress(progress: Json): string {
  const rows = Number(asText(progress['rows_read']) || 0).toLocaleString('en');
  const speed = Math.round(Number(progress['rows_per_second'] ?? 0)).toLocaleString('en');
  return `${rows} rows  ${speed} rows/s  ${asText(progress['current_task'])}`;
}

/** The proof, table by table. */
export function showReceipt(run: Json, screen: Screen): void {
  screen.heading('6. Receipt');
  const receipt = asObject(run['receipt']);
  if (run['status'] !== 'success' || receipt === undefined) {
    screen.bad(
      `run ${asText(run['run_id'])} ${asText(run['status'])}: ${JSON.stringify(run['error'])}`,
    );
    return;
  }
  const number = (value: unknown): string => Number(asText(value)).toLocaleString('en');
  screen.table(
    ['table', 'source rows', 'loaded rows', 'checksums', 'seconds'],
    asList(receipt['targets']).map((one) => [
      asText(one['object']),
      number(one['source_rows']),
      number(one['loaded_rows']),
      one['checksums_match'] === true
        ? 'equal'
        : one['checksums_match'] === false
          ? 'DIFFER'
          : 'not compared',
      (Number(one['load_seconds']) + Number(one['publish_seconds'])).toFixed(1),
    ]),
  );
  screen.good(
    `${number(receipt['source_rows'])} rows read = ${number(receipt['loaded_rows'])} loaded, ` +
      `checksums ${receipt['checksums_match'] === true ? 'equal' : 'NOT equal'}, ` +
      `${Math.round(Number(receipt['rows_per_second'])).toLocaleString('en')} rows/s`,
  );
}

function summarise(names: readonly string[]): string {
  return names.length <= 8
    ? names.join(', ')
    : `${names.slice(0, 6).join(', ')}, … (${names.length})`;
}

function shorten(text: string): string {
  return text.length <= 90 ? text : `${text.slice(0, 87)}…`;
}
