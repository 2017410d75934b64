import {
  AiEtlError,
  messageOf,
  type Connector,
  type ConnectorSession,
  type RunConnection,
} from '@ai-etl/core';
import type { ConnectorLookup, EngineLog } from '../ports.ts';

export interface SessionPoolOptions {
  readonly connections: ReadonlyMap<string, RunConnection>;
  readonly connectors: ConnectorLookup;
  readonly log: EngineLog;
  /** Shown to the data systems: `ai-etl run_…`. */
  readonly label: string;
  readonly connectTimeoutMs: number;
  readonly signal: AbortSignal;
}

/** Opens sessions and remembers them, so that all are closed whatever happens. */
export interface SessionPool {
  /** A new session. Throws what the connector throws, with the connection's name in front. */
  open(connectionId: string): Promise<ConnectorSession>;
  connector(connectionId: string): Connector;
  /** Closes every session; a failing close is logged. */
  closeAll(): Promise<void>;
}

export function createSessionPool(options: SessionPoolOptions): SessionPool {
  const sessions: ConnectorSession[] = [];

  function connection(id: string): RunConnection {
    const found = options.connections.get(id);
    if (found !== undefined) return found;
    throw new AiEtlError('RESOURCE_NOT_FOUND', `Connection "${id}" does not exist any more.`);
  }

  function connector(id: string): Connector {
    const { name, type } = connection(id);
    const found = options.connectors(type);
    if (found !== undefined) return found;
    throw new AiEtlError(
      'VALIDATION_ERROR',
      `Connection "${name}" has the type "${type}", for which this worker has no connector.`,
    );
  }

  return {
    connector,
    async open(id) {
      const { name, settings } = connection(id);
      try {
        const session = await connector(id).open(settings, {
          label: options.label,
          connectTimeoutMs: options.connectTimeoutMs,
          signal: options.signal,
        });
        if (options.signal.aborted) {
          // Opened too late: nobody waits for it, and `closeAll` may be over.
          await session.close();
          options.signal.throwIfAborted();
        }
        sessions.push(session);
        return session;
      } catch (error) {
        options.signal.throwIfAborted();
        throw named(error, id, name);
      }
    },
    async closeAll() {
      const closed = await Promise.allSettled(sessions.splice(0).map((one) => one.close()));
      for (const one of closed) {
        if (one.status === 'fulfilled') continue;
        options.log('warning', 'A session did not close', { error: messageOf(one.reason) });
      }
    },
  };
}

/** With several connections in a run, a person must know which one failed, and a program too. */
function named(error: unknown, connectionId: string, connectionName: string): unknown {
  if (!(error instanceof AiEtlError)) return error;
  const message = error.message.includes(connectionName)
    ? error.message
    : `Connection "${connectionName}": ${error.message}`;
  return new AiEtlError(error.code, message, {
    details: [...error.details, { field: 'connection_id', error: connectionId }],
    retryable: error.retryable,
    cause: error,
  });
}
