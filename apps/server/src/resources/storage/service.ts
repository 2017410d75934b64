import type { Principal } from '../../auth/principal.ts';
import { withAskedTable, type FindTablePorts } from '../../data/find-table.ts';
import { scopeOf } from '../../scope.ts';
import { readProfile } from '../data/profile/read-profile.ts';
import { viewTable } from '../data/profile/column-view.ts';
import type { StorageAnswer, StorageQuestion } from './contract.ts';
import type { PriceTable } from './model/price-table.ts';
import { recommend } from './model/recommend.ts';
import { presentStorage } from './present.ts';
import { checkQuestion, readWorkload } from './read-workload.ts';
import { factsOf, type TableFacts } from './table-facts.ts';

export interface StoragePorts extends FindTablePorts {
  readonly prices: PriceTable;
}

/** Where data is best stored. RESOURCE_NOT_FOUND for a table that is not the caller's. */
export interface StorageService {
  recommend(caller: Principal, asked: StorageQuestion, signal: AbortSignal): Promise<StorageAnswer>;
}

/** Enough for distinct counts and the time span; exact figures do not change the advice. */
const sampleRows = 5000;
const timeoutMs = 15_000;

export function makeStorageService(ports: StoragePorts): StorageService {
  const supported = new Set(ports.connectors.all.map((one) => one.spec.type));
  const lookAt = async (
    caller: Principal,
    { source, table, schema }: StorageQuestion,
    signal: AbortSignal,
  ): Promise<TableFacts | null> => {
    if (source === undefined || table === undefined) return null;
    return withAskedTable(ports, scopeOf(caller), {
      asked: { source, table, schema },
      use: async (found) => {
        const profile = await readProfile(found, { sampleRows, exact: false, timeoutMs, signal });
        return factsOf(viewTable(found.table, profile));
      },
    });
  };

  return {
    recommend: async (caller, asked, signal) => {
      checkQuestion(asked);
      const { workload, assumptions } = readWorkload(asked, await lookAt(caller, asked, signal));
      const found = recommend(workload, ports.prices);
      return presentStorage({ found, prices: ports.prices, assumptions, supported });
    },
  };
}
