import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { AiEtlError } from '@ai-etl/core';
import { z } from 'zod';
import type { QueryRunner, Row, RunOutcome } from './result.ts';

/** What the process answers. Rows are many, and come from code of ours: they are not looked at one by one. */
const Answer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rows'),
    result: z.object({
      columns: z.array(z.string()),
      rows: z.custom<readonly Row[]>((value) => Array.isArray(value)),
    }),
  }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
]);

/** A process of Node starts slowly on a busy machine; that is no fault of a query. */
const startTimeoutMs = 60_000;

/**
 * Runs queries of a SQLite file in a process of its own: SQLite cannot be interrupted from outside, so a
 * query that takes longer than the limit is killed with its process, and the next one gets a new one.
 */
export function sqliteRunner(path: string, timeoutMs: number): QueryRunner {
  let child: ChildProcess | null = null;
  const end = (): void => {
    child?.kill('SIGKILL');
    child = null;
  };
  return {
    run: async (sql) => {
      child ??= await start(path);
      const outcome = await ask(child, sql, timeoutMs);
      if (outcome.kind === 'timed_out' || !child.connected) end();
      return outcome;
    },
    close: () => {
      end();
      return Promise.resolve();
    },
  };
}

async function start(path: string): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'main-sqlite.ts'), [path], {
    serialization: 'advanced',
    execArgv: [...process.execArgv, '--disable-warning=ExperimentalWarning'],
  });
  const signal = AbortSignal.timeout(startTimeoutMs);
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new AiEtlError('INTERNAL_ERROR', `The process for "${path}" ended at its start.`);
  });
  try {
    // Its first message says that it is ready.
    await Promise.race([once(child, 'message', { signal }), ended]);
    return child;
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    ended.catch(() => undefined);
  }
}

function ask(child: ChildProcess, sql: string, timeoutMs: number): Promise<RunOutcome> {
  return new Promise((resolve) => {
    const settle = (outcome: RunOutcome): void => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(outcome);
    };
    const onMessage = (message: unknown): void => settle(Answer.parse(message));
    const onExit = (): void => settle({ kind: 'failed', message: 'the process of SQLite ended' });
    const timer = setTimeout(() => settle({ kind: 'timed_out' }), timeoutMs);
    child.on('message', onMessage);
    child.on('exit', onExit);
    child.send(sql);
  });
}
