import type { Logger } from 'pino';
import { AiEtlError, type ErrorCode } from '@ai-etl/core';
import type { Connection, Scope, Store } from '@ai-etl/store';

/** What means that a data system cannot be reached or does not let us in; as in migration 0015. */
const brokenCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'CONNECTION_FAILED',
  'CONNECTION_LOST',
  'CREDENTIALS_REJECTED',
  'TLS_FAILED',
]);

/** Records connection.failed for a catalog that cannot be read because its system is not there. */
export function tellBrokenConnection(events: Pick<Store['events'], 'record'>, log: Logger) {
  return ({ organisationId }: Scope, connection: Connection, error: unknown): void => {
    if (!(error instanceof AiEtlError) || !brokenCodes.has(error.code)) return;
    events
      .record(
        { organisationId },
        {
          type: 'connection.failed',
          projectId: connection.projectId,
          data: {
            connection_id: connection.id,
            connection_name: connection.name,
            connection_type: connection.type,
            project_id: connection.projectId,
            reason: 'catalog',
            error: { code: error.code, message: error.message },
          },
        },
      )
      .catch((trouble: unknown) => log.warn({ err: trouble }, 'an event could not be recorded'));
  };
}
