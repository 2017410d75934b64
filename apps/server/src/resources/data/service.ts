import { isAllowedIn } from '../../auth/access.ts';
import type { Principal } from '../../auth/principal.ts';
import { withAskedTable, type FindTablePorts, type FoundTable } from '../../data/find-table.ts';
import { scopeOf } from '../../scope.ts';
import type { PreviewAnswer, PreviewQuery, ProfileAnswer, ProfileBody } from './contract.ts';
import { askedColumns } from './preview/asked-columns.ts';
import { previewTable } from './preview/preview-table.ts';
import { readProfile } from './profile/read-profile.ts';
import { presentProfile } from './profile/present-profile.ts';

/** What a person wants to see of a table. RESOURCE_NOT_FOUND for what is not the caller's. */
export interface DataService {
  profile(caller: Principal, asked: ProfileBody, signal: AbortSignal): Promise<ProfileAnswer>;
  preview(caller: Principal, asked: PreviewQuery, signal: AbortSignal): Promise<PreviewAnswer>;
}

export function makeDataService(ports: FindTablePorts): DataService {
  return {
    profile: (caller, asked, signal) => {
      const profiledAtMs = ports.clock.now();
      const use = async (found: FoundTable): Promise<ProfileAnswer> => {
        const { connection, table } = found;
        const profile = await readProfile(found, {
          sampleRows: asked.sample_size,
          exact: asked.exact,
          timeoutMs: asked.timeout_seconds * 1000,
          signal,
        });
        return presentProfile({
          source: connection.id,
          table,
          defaultSchema: found.catalog.defaultSchema,
          profile,
          profiledAtMs,
          durationMs: ports.clock.now() - profiledAtMs,
          mayUnmask: isAllowedIn(caller, 'data:unmask', connection.projectId),
        });
      };
      return withAskedTable(ports, scopeOf(caller), { asked, use });
    },

    preview: (caller, asked, signal) => {
      const now = new Date(ports.clock.now()).toISOString();
      const use = (found: FoundTable): Promise<PreviewAnswer> =>
        previewTable(found, {
          columns: askedColumns(found.table, asked.columns),
          filter: asked.filter ?? null,
          now,
          limit: asked.limit,
          mayUnmask: isAllowedIn(caller, 'data:unmask', found.connection.projectId),
          signal,
        });
      return withAskedTable(ports, scopeOf(caller), { asked, use });
    },
  };
}
