import { differs, unless } from './checks.ts';
import { complete, examplesOf, leftOut, type Block, type Example } from './contract-document.ts';
import { at, textAt, type HttpAnswer } from './http-client.ts';
import type { World } from './world.ts';

/**
 * Sends every request of the contract in its order, with real ids in place of the examples', and
 * compares the answer with the shown one (its fields, and the kinds of their values) and with the
 * OpenAPI document. Answers the pipeline that the generate example made.
 */
export async function checkExamples(
  world: World,
  blocks: readonly Block[],
): Promise<{ readonly pipelineId: string }> {
  const { checks } = world;
  let pipelineId = '';
  for (const example of examplesOf(blocks)) {
    const name = `${example.method} ${example.path} (${example.title})`;
    await checks.group(`example ${name}`, async () => {
      const answer = await sendExample(world, example, pipelineId);
      const made = textAt(answer.body, 'pipeline_id');
      if (example.path === '/pipelines:generate') pipelineId = made;
      if (example.path === '/auth/login') checkLogin(world, answer);
      judge(world, { name, example, answer });
    });
  }
  return { pipelineId };
}

/** Ids and addresses that the contract invents, and what stands for them here. */
function sendExample(world: World, example: Example, pipelineId: string): Promise<HttpAnswer> {
  const { projectId, sampleConnectionId, installation } = world;
  const real: Readonly<Record<string, string>> = {
    proj_123: projectId,
    conn_789: sampleConnectionId,
    'user@example.com': installation.email,
    'your-password': installation.password,
  };
  const swap = (value: unknown): unknown => {
    if (typeof value === 'string') return real[value] ?? value;
    if (Array.isArray(value)) return value.map(swap);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, swap(one)]));
  };
  const query = new URLSearchParams(
    Object.entries(example.query).map(([name, value]): [string, string] => [
      name,
      real[value] ?? value,
    ]),
  ).toString();
  const path = example.path.replace('{pipeline_id}', pipelineId);
  return world.admin({
    method: example.method,
    path: `/api/v1${path}${query === '' ? '' : `?${query}`}`,
    ...(example.body === undefined ? {} : { body: swap(example.body) }),
  });
}

interface Judged {
  readonly name: string;
  readonly example: Example;
  readonly answer: HttpAnswer;
}

function judge({ checks, openapi }: World, { name, example, answer }: Judged): void {
  const said = JSON.stringify(answer.body)?.slice(0, 400) ?? '';
  const accepted = answer.status >= 200 && answer.status < 300;
  checks.check(`${name}: is accepted`, unless(accepted, `${answer.status} ${said}`));
  const operation = openapi.find(example.method, example.path);
  checks.check(`${name}: is in the OpenAPI document`, unless(operation !== undefined, 'it is not'));
  if (operation === undefined) return;
  checks.check(
    `${name}: its body fits the OpenAPI document`,
    openapi.judgeRequest(operation, example.body),
  );
  checks.check(
    `${name}: the answer fits the OpenAPI document`,
    openapi.judgeAnswer(operation, answer.status, answer.body),
  );
  if (example.answer === undefined) return;
  checks.check(
    `${name}: the shown answer fits the OpenAPI document`,
    openapi.judgeAnswer(operation, answer.status, complete(example.answer, answer.body)),
  );
  for (const problem of lacks(answer.body, example.answer, '')) {
    checks.check(`${name}: the answer has what is shown`, problem);
  }
  checks.check(`${name}: the answer has what is shown`, null);
}

/** Fields of `shown` that `real` does not have, or has as another kind of value. */
function lacks(real: unknown, shown: unknown, path: string): readonly string[] {
  if (shown === leftOut) return typeof real === 'object' ? [] : [`${path} is no object`];
  if (Array.isArray(shown)) {
    if (!Array.isArray(real)) return [`${path} is no list`];
    return real.length === 0 || shown.length === 0 ? [] : lacks(real[0], shown[0], `${path}.0`);
  }
  if (typeof shown !== 'object' || shown === null) {
    if (real === null) return [];
    return typeof real === typeof shown ? [] : [`${path} is ${typeof real}, not ${typeof shown}`];
  }
  return Object.entries(shown).flatMap(([key, value]) => {
    const here = path === '' ? key : `${path}.${key}`;
    const found = at(real, key);
    // Labels are named by what is measured.
    return found === undefined ? [`${here} is missing`] : lacks(found, value, here);
  });
}

/** What a login's answer says in words and figures, which the contract promises exactly. */
function checkLogin({ checks }: World, { body }: HttpAnswer): void {
  checks.check(
    'login: token_type and expires_in are as shown',
    differs([at(body, 'token_type'), at(body, 'expires_in')], ['bearer', 3600]),
  );
}
