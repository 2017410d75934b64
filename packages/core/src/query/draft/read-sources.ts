import { didYouMean } from '../../nearest-names.ts';
import { tableSchema, type CatalogTable } from '../../types/catalog.ts';
import { describeObject } from '../../types/object-name.ts';
import type { QuerySource } from '../query.ts';
import type { DraftReading } from './draft-reading.ts';

/** A source of a draft: a query of `with`, else a table; null: there is none, which is reported. */
export function readSource(
  { table, as }: { readonly table: string; readonly as?: string | undefined },
  reading: DraftReading,
  at: string,
): QuerySource | null {
  const query = reading.use(table);
  if (query !== undefined) return { alias: as ?? table, query };
  const found = findByName(table, reading);
  if (found === null) {
    const names = [...reading.named.keys(), ...tableNames(reading)];
    const hint = didYouMean(table, names) ?? `tables are ${names.slice(0, 20).join(', ')}`;
    reading.report('UNKNOWN_TABLE', `${at}.table`, `There is no table "${table}".`, hint);
    return null;
  }
  const { schema, name } = found.object;
  const isDefault = schema === undefined || schema === reading.catalog.defaultSchema;
  return {
    alias: as ?? name,
    object: isDefault ? { name } : found.object,
    schema: tableSchema(found),
  };
}

/** By its exact name, else by the only one that differs in case. */
function findByName(name: string, { catalog }: DraftReading): CatalogTable | null {
  const spellings = (table: CatalogTable): readonly string[] => {
    const { object } = table;
    const isDefault = object.schema === undefined || object.schema === catalog.defaultSchema;
    const full = describeObject({ ...object, schema: object.schema ?? catalog.defaultSchema });
    return isDefault ? [object.name, full] : [full];
  };
  const exact = catalog.tables.find((table) => spellings(table).includes(name));
  if (exact !== undefined) return exact;
  const alike = catalog.tables.filter((table) =>
    [...spellings(table), table.object.name].some((one) => same(one, name)),
  );
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function tableNames({ catalog }: DraftReading): readonly string[] {
  return catalog.tables.map(({ object }) =>
    object.schema === catalog.defaultSchema ? object.name : describeObject(object),
  );
}
