import {
  AiEtlError,
  type ConnectionSettings,
  type Connector,
  type ConnectorSession,
} from '@ai-etl/core';

/** A person waits for these. */
export const connectTimeoutMs = 10_000;

/** Opens a session, uses it, closes it whatever happens. */
export async function withSession<Result>(
  {
    connector,
    settings,
    signal,
  }: {
    readonly connector: Connector;
    readonly settings: ConnectionSettings;
    /** Bounds opening only. */
    readonly signal?: AbortSignal;
  },
  use: (session: ConnectorSession) => Promise<Result>,
): Promise<Result> {
  const session = await connector.open(settings, {
    label: 'ai-etl api',
    connectTimeoutMs,
    ...(signal === undefined ? {} : { signal }),
  });
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}

/** Trouble of somebody's data system while a person waits, told as trouble with this connection. */
export function withConnectionName(error: unknown, name: string): unknown {
  if (!(error instanceof AiEtlError) || error.details.length > 0) return error;
  return new AiEtlError(error.code, error.message, {
    details: [{ field: 'connection', error: `"${name}": ${error.code.toLowerCase()}` }],
    retryable: error.retryable,
    cause: error,
  });
}
