import type { Catalog } from '@ai-etl/core';
import { prepareInSteps, type PreparedSchema, type QuestionSchema } from '@ai-etl/planner';
import { spokenTables } from './asked-tables.ts';
import { runInSlices } from './run-in-slices.ts';
import { schemaFingerprint } from './schema-fingerprint.ts';

/** Schemas made ready to be asked, kept between questions. */
export interface PreparedSchemas {
  /** One that is kept, or being made, else a new one; other requests get their turn while it is made. */
  of(schema: QuestionSchema): Promise<PreparedSchema>;
  /**
   * Makes one before anybody asks, where it fits without another one going. It takes the place of the one that
   * was made ahead for the same `owner` before. False: there was no room.
   */
  prepareAhead(owner: string, schema: QuestionSchema): Promise<boolean>;
  /** What those that are kept hold, in bytes, as they estimate it. */
  readonly keptBytes: number;
}

/** Smaller ones are made within milliseconds when somebody asks. */
const leastTables = 100;

/** What of a catalog is worth to be prepared before it is asked about: all that is read where no table is named. Null for a small one. */
export function askedAhead(catalog: Catalog): QuestionSchema | null {
  const tables = spokenTables(catalog, '');
  return tables.length < leastTables ? null : { defaultSchema: catalog.defaultSchema, tables };
}

/** Some 200,000 columns. */
const usualBytes = 256 * 1024 * 1024;

/** Keeps those used last, up to `mostBytes`; the last one whatever its size. */
export function keepPreparedSchemas(mostBytes: number = usualBytes): PreparedSchemas {
  const kept = new Map<string, PreparedSchema>();
  const making = new Map<string, Promise<PreparedSchema>>();
  const ahead = new Map<string, string>();
  let keptBytes = 0;

  const drop = (key: string): void => {
    keptBytes -= kept.get(key)?.estimatedBytes ?? 0;
    kept.delete(key);
  };
  const keep = (key: string, prepared: PreparedSchema): void => {
    drop(key);
    kept.set(key, prepared);
    keptBytes += prepared.estimatedBytes;
    for (const oldest of kept.keys()) {
      if (keptBytes <= mostBytes || kept.size === 1) break;
      drop(oldest);
    }
  };
  const make = (key: string, schema: QuestionSchema): Promise<PreparedSchema> => {
    const running = making.get(key);
    if (running !== undefined) return running;
    const started = runInSlices(prepareInSteps(schema)).finally(() => making.delete(key));
    making.set(key, started);
    return started;
  };

  return {
    get keptBytes() {
      return keptBytes;
    },
    of: async (schema) => {
      const key = await runInSlices(schemaFingerprint(schema));
      const prepared = kept.get(key) ?? (await make(key, schema));
      keep(key, prepared);
      return prepared;
    },
    prepareAhead: async (owner, schema) => {
      const key = await runInSlices(schemaFingerprint(schema));
      const before = ahead.get(owner);
      if (kept.has(key)) {
        ahead.set(owner, key);
        return true;
      }
      const prepared = await make(key, schema);
      if (before !== undefined && before !== key) drop(before);
      ahead.delete(owner);
      if (keptBytes + prepared.estimatedBytes > mostBytes) return false;
      ahead.set(owner, key);
      keep(key, prepared);
      return true;
    },
  };
}
