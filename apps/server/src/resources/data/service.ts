import { AiEtlError, type Clock } from '@ai-etl/core';
import type { Scope } from '@ai-etl/store';
import { findAskedTable, type FindTablePorts } from '../../data/find-table.ts';
import { withConnectionName, withSession } from '../../data/sessions.ts';
import type { ProfileAnswer, ProfileBody } from './contract.ts';
import { presentProfile } from './profile/present-profile.ts';

export interface DataPorts extends FindTablePorts {
  readonly clock: Clock;
}

/** What a person wants to see of a table. RESOURCE_NOT_FOUND for what is not the caller's. */
export interface DataService {
  profile(scope: Scope, asked: ProfileBody, signal: AbortSignal): Promise<ProfileAnswer>;
}

/** Values kept per column: ten are shown, all tell what the column means. */
const keptValues = 200;

export function makeDataService(ports: DataPorts): DataService {
  return {
    profile: async (scope, asked, signal) => {
      const profiledAtMs = ports.clock.now();
      const found = await findAskedTable(ports, scope, asked);
      const { connection, table } = found;
      const profile = await withSession(found, async (session) => {
        if (session.profile === undefined) {
          throw new AiEtlError(
            'VALIDATION_ERROR',
            `Connections of type ${connection.type} cannot be profiled.`,
            { details: [{ field: 'source', error: `type ${connection.type} has no profile` }] },
          );
        }
        return session.profile({
          table,
          sampleRows: asked.sample_size,
          exact: asked.exact,
          topValues: keptValues,
          timeoutMs: asked.timeout_seconds * 1000,
          signal,
        });
      }).catch((error: unknown) => {
        throw withConnectionName(error, connection.name);
      });
      return presentProfile({
        source: connection.id,
        table,
        defaultSchema: found.catalog.defaultSchema,
        profile,
        profiledAtMs,
        durationMs: ports.clock.now() - profiledAtMs,
      });
    },
  };
}
