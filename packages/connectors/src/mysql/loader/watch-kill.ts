import { AiEtlError } from '@ai-etl/core';
import { ask, connect, disconnect, socketOf } from '../connect.ts';
import { describeServer } from '../settings.ts';
import type { StagingParts } from './staging.ts';

const LOOK_EVERY_MS = 2_000;

/**
 * Looks now and then whether somebody killed the thread that loads. The server itself says so only when
 * the file ends: until then it takes what comes and throws it away. Answers how to stop looking.
 */
export async function watchForKill(parts: StagingParts): Promise<() => void> {
  const { settings, options, connection } = parts;
  const watcher = await connect(settings, options);
  const look = async (): Promise<void> => {
    const { rows } = await ask(
      watcher,
      'SELECT command FROM information_schema.processlist WHERE id = ?',
      [connection.threadId],
    );
    if (rows[0] !== undefined && rows[0][0] !== 'Killed') return;
    socketOf(connection).destroy(
      new AiEtlError(
        'CONNECTION_LOST',
        `${describeServer(settings)}: the connection was ended by an administrator while rows were loaded.`,
      ),
    );
  };
  // A look that fails finds nothing; the load itself then fails or not.
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    disconnect(watcher);
  };
}
