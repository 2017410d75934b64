import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { AiEtlError } from '@ai-etl/core';
import { benchLogin, startStack, type Stack } from './stack.ts';

const sentence = 'Load sales data from PostgreSQL to ClickHouse daily';

/**
 * `npm run bench -- api [--json] [--seconds 10]`: 32 connections in a closed loop against the
 * real API (store on the embedded PostgreSQL), with authentication and rate limiting as anywhere,
 * only that the limit is never reached: one operation after the other, `GET …/status` first.
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
    const source = (await stack.list('/connections')).find((one) => one['type'] === 'postgresql');
    const preview = `/data/preview?source=${String(source?.['connection_id'])}&table=orders&limit=100`;
    const shoot = async (name: string, shot: Shot) =>
      figuresOf(name, await load(stack, shot, seconds));
    line = {
      connections: 32,
      login_connections: 4,
      ...(await shoot('status', {
        method: 'GET',
        path: `/pipelines/${String(draft['pipeline_id'])}/status`,
      })),
      ...(await shoot('list', { method: 'GET', path: '/pipelines?per_page=20' })),
      ...(await shoot('preview', { method: 'GET', path: preview })),
      ...(await shoot('login', {
        method: 'POST',
        path: '/auth/login',
        body: benchLogin,
        // More tries of one account at once, those cut off by the end of the warm-up among them, would be taken for guessing.
        connections: 4,
      })),
      // Last: it leaves thousands of pipelines behind, and a login must not be cut off by the end.
      ...(await shoot('generate', {
        method: 'POST',
        path: '/pipelines:generate',
        body: { description: sentence, options: { optimize: false, validate: false } },
      })),
    };
  } finally {
    await stack.stop();
  }
  console.log(JSON.stringify(line));
}

interface Shot {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  /** Default: 32. */
  readonly connections?: number;
}

function figuresOf(name: string, { requests, latency }: autocannon.Result): object {
  return {
    [`${name}_rps`]: requests.average,
    [`${name}_p50_ms`]: latency.p50,
    [`${name}_p99_ms`]: latency.p99,
  };
}

async function load(
  stack: Stack,
  { method, path, body, connections = 32 }: Shot,
  seconds: number,
): Promise<autocannon.Result> {
  const shoot = (duration: number): Promise<autocannon.Result> =>
    autocannon({
      url: `${stack.baseUrl}${path}`,
      method,
      connections,
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
