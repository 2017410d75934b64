import { describeObject, findTable } from '@ai-etl/core';
import type { Proof } from '../../planning/prove.ts';

/** What the next run makes of one target table. */
export interface TableChange {
  readonly connection: string;
  readonly object: string;
  readonly change: 'create' | 'none' | 'columns_differ';
  /** The CREATE TABLE of one that is not there; null: it is there. */
  readonly createSql: string | null;
  /** Columns that the pipeline writes and the table does not have. */
  readonly newColumns: readonly string[];
  /** Columns of the table that the pipeline does not write. */
  readonly otherColumns: readonly string[];
  readonly writeMode: string;
}

/** By branch, in the order of the plan; empty where nothing could be planned. */
export function describeTables({ plan, tables, environment }: Proof): readonly TableChange[] {
  return (plan?.branches ?? []).map(({ id, source, target }): TableChange => {
    const catalog = environment.connections.get(target.connection)?.catalog;
    const existing = catalog === undefined ? undefined : findTable(catalog, target.object);
    const shared = {
      connection: target.connection,
      object: describeObject(target.object),
      writeMode: target.write.mode,
    };
    if (existing === undefined) {
      const createSql = tables.get(id)?.createSql ?? null;
      return { ...shared, change: 'create', createSql, newColumns: [], otherColumns: [] };
    }
    const there = existing.columns.map((one) => one.name);
    const written = source.columns.map((one) => one.name);
    const newColumns = written.filter((name) => !there.includes(name));
    const otherColumns = there.filter((name) => !written.includes(name));
    const differ = newColumns.length + otherColumns.length > 0;
    const change = differ ? 'columns_differ' : 'none';
    return { ...shared, change, createSql: null, newColumns, otherColumns };
  });
}
