import { ClickHouseError } from './clickhouse-error.ts';
import type { Engine, EngineConnection } from './native-engine.ts';
import type { QueryRequest } from './query-request.ts';

interface Session {
  readonly connection: EngineConnection;
  busy: boolean;
  timer: NodeJS.Timeout | undefined;
}

/** Gives each request its connection: a fresh one, or the one its session keeps. */
export interface Connections {
  use<T>(request: QueryRequest, action: (connection: EngineConnection) => Promise<T>): Promise<T>;
}

/** Sessions live as long as ClickHouse keeps them: `session_timeout` seconds after their last use. */
export function createConnections(engine: Engine): Connections {
  const sessions = new Map<string, Session>();
  const inSession = async <T>(
    id: string,
    request: QueryRequest,
    action: (connection: EngineConnection) => Promise<T>,
  ): Promise<T> => {
    const session = sessions.get(id) ?? {
      connection: engine.connect(),
      busy: false,
      timer: undefined,
    };
    if (session.busy) {
      throw new ClickHouseError(
        373,
        `Session ${id} is locked by a concurrent client. (SESSION_IS_LOCKED)`,
      );
    }
    sessions.set(id, session);
    clearTimeout(session.timer);
    session.busy = true;
    try {
      return await action(session.connection);
    } finally {
      session.busy = false;
      session.timer = setTimeout(() => {
        sessions.delete(id);
        session.connection.close();
      }, request.sessionTimeoutMs);
      session.timer.unref();
    }
  };
  return {
    use: async (request, action) => {
      if (request.sessionId !== undefined) {
        return await inSession(`${request.user}/${request.sessionId}`, request, action);
      }
      const connection = engine.connect();
      try {
        return await action(connection);
      } finally {
        connection.close();
      }
    },
  };
}
