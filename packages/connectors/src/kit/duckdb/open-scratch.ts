import type {
  Column,
  OpenScratch,
  Scratch,
  ScratchChecksum,
  ScratchLoad,
  ScratchOptions,
  SourceSnapshot,
  TableChecksum,
} from '@ai-etl/core';
import { AiEtlError } from '@ai-etl/core';
import { throwIfCancelled } from '../cancelled.ts';
import { checksumAlgorithms, checksumQuery } from './checksum.ts';
import { decoded } from './decode.ts';
import { DuckProcess } from './duck-process.ts';
import { quoteName } from './quote.ts';
import { DuckSnapshot } from './snapshot.ts';
import { nativeType } from './types.ts';

export interface ScratchSettings {
  /** Directory below which each scratch database gets a private one. */
  readonly home: string;
  readonly memoryLimitMb: number;
  readonly threads: number;
}

/** Scratch databases in DuckDB processes, see the port. */
export function createOpenScratch(settings: ScratchSettings): OpenScratch {
  return async (options: ScratchOptions): Promise<Scratch> => {
    const { label, signal } = options;
    const duck = await DuckProcess.start({
      place: 'the scratch database',
      label,
      ...settings,
      ...(signal === undefined ? {} : { signal }),
    });
    return new DuckScratch(duck);
  };
}

/** Its tables hold the logical types of their columns, so policies of fidelity are over by then. */
const strict = { unbounded_decimal: 'fail', not_a_number: 'fail', date_range: 'fail' } as const;

class DuckScratch implements Scratch {
  readonly checksumAlgorithms = checksumAlgorithms;
  readonly #duck: DuckProcess;

  constructor(duck: DuckProcess) {
    this.#duck = duck;
  }

  load(request: ScratchLoad): Promise<{ readonly rows: bigint }> {
    const { table, columns, stream, signal } = request;
    const options = { doing: 'load', object: table, signal };
    return this.#duck
      .with((connection) =>
        connection.transaction(options, async () => {
          const create = columns.map((one) => `${quoteName(one.name)} ${storedType(one)}`);
          await connection.run(`CREATE TABLE ${quoteName(table)} (${create.join(', ')})`, options);
          const values = columns.map((one, index) => decoded(`c${index}`, one.type));
          const rows = await connection.copyIn(stream, {
            ...options,
            width: columns.length,
            statement: (from) =>
              `INSERT INTO ${quoteName(table)} SELECT ${values.join(', ')} FROM ${from}`,
          });
          return { rows };
        }),
      )
      .finally(() => stream.destroy());
  }

  checksum(request: ScratchChecksum): Promise<TableChecksum> {
    const { table, columns, signal } = request;
    const options = { doing: 'sum', object: table, signal };
    const sql = `SELECT * FROM ${quoteName(table)}`;
    return this.#duck.with(async (connection) => {
      const actual = await connection.describe(sql, options);
      return checksumQuery(connection, { sql, columns, fidelity: strict }, { ...options, actual });
    });
  }

  async openSnapshot(signal?: AbortSignal): Promise<SourceSnapshot> {
    throwIfCancelled(signal);
    return new DuckSnapshot(this.#duck);
  }

  close(): Promise<void> {
    return this.#duck.close();
  }
}

/** A type without a place in DuckDB was to be refused by the plan. */
function storedType({ name, type }: Column): string {
  const native = nativeType(type);
  if (native !== undefined) return native;
  throw new AiEtlError(
    'PLAN_INVALID',
    `Column ${name}: DuckDB has no type for it. Cast it in the source, for example to decimal(38,9) or text.`,
  );
}
