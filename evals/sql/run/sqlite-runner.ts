import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { RunOutcome, type QueryRunner } from './result.ts';

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
      child ??= fork(join(import.meta.dirname, 'main-sqlite.ts'), [path], {
        serialization: 'advanced',
        execArgv: [...process.execArgv, '--disable-warning=ExperimentalWarning'],
      });
      const outcome = await ask(child, { sql }, timeoutMs);
      if (outcome.kind === 'timed_out' || !child.connected) end();
      return outcome;
    },
    close: () => {
      end();
      return Promise.resolve();
    },
  };
}

function ask(
  child: ChildProcess,
  request: { readonly sql: string },
  timeoutMs: number,
): Promise<RunOutcome> {
  return new Promise((resolve) => {
    const settle = (outcome: RunOutcome): void => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(outcome);
    };
    const onMessage = (message: unknown): void => settle(RunOutcome.parse(message));
    const onExit = (): void => settle({ kind: 'failed', message: 'the process of SQLite ended' });
    const timer = setTimeout(() => settle({ kind: 'timed_out' }), timeoutMs);
    child.on('message', onMessage);
    child.on('exit', onExit);
    child.send(request);
  });
}
