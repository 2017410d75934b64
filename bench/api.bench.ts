import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { AiEtlError } from '@ai-etl/core';
import { startStack, type Stack } from './stack.ts';

const sentence = 'Load sales data from PostgreSQL to ClickHouse daily';

/**
 * `npm run bench -- api [--json] [--seconds 10]`: 32 connections in a closed loop against the
 * real API (store on the embedded PostgreSQL), first `GET /pipelines/{id}/status`, then
 * `POST /pipelines:generate` with the built-in parser and a warm catalog.
 */
export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '10' },
    },
  });
  const seconds = Number(values.seconds);
  const home = join(dirname(fileURLToPath(import.meta.url)), '..', '.ai-etl', 'bench-api');
  const stack = await startStack(home, { AI_ETL_SAMPLE: '1', AI_ETL_SAMPLE_ROWS: '10000' });
  let line: object;
  try {
    const draft = await stack.call('POST', '/pipelines:generate', { description: sentence });
    const status = await load(
      stack,
      'GET',
      `/pipelines/${String(draft['pipeline_id'])}/status`,
      seconds,
    );
    const generate = await load(stack, 'POST', '/pipelines:generate', seconds, {
      description: sentence,
      options: { optimize: false, validate: false },
    });
    line = {
      status_rps: status.requests.average,
      status_p99_ms: status.latency.p99,
      generate_p50_ms: generate.latency.p50,
      generate_p99_ms: generate.latency.p99,
      connections: 32,
      generate_rps: generate.requests.average,
    };
  } finally {
    await stack.stop();
  }
  console.log(JSON.stringify(line));
}

async function load(
  stack: Stack,
  method: 'GET' | 'POST',
  path: string,
  seconds: number,
  body?: unknown,
): Promise<autocannon.Result> {
  const shoot = (duration: number): Promise<autocannon.Result> =>
    autocannon({
      url: `${stack.baseUrl}${path}`,
      method,
      connections: 32,
      duration,
      headers: { authorization: `Bearer ${stack.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  await shoot(2); // warm-up
  const result = await shoot(seconds);
  if (result.non2xx > 0 || result.errors > 0) {
    throw new AiEtlError(
      'INTERNAL_ERROR',
      `${method} ${path}: ${result.non2xx} refusals, ${result.errors} errors under load.`,
    );
  }
  return result;
}
