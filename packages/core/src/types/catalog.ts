import type { Expression } from '../expression/ast.ts';
import type { Column, Schema } from './column-type.ts';
import type { ObjectName } from './object-name.ts';

/** A column as the data system describes it. */
export interface CatalogColumn extends Column {
  /** The system's own spelling, e.g. `numeric(18,2)`, `LowCardinality(String)`. */
  readonly nativeType: string;
  /** What a domain is based on, arrays of domains too. Absent: `nativeType` is no domain. */
  readonly baseType?: string;
  readonly comment?: string;
  /** What a project calls it; never told by a system. */
  readonly aliases?: readonly string[];
  readonly hasDefault?: boolean;
  /** What a check or an enumeration lets in, where that was read; values as texts. */
  readonly allowedValues?: readonly string[];
}

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly references: ObjectName;
  readonly referencedColumns: readonly string[];
}

export interface NamedCondition {
  readonly term: string;
  /** Over bare columns of the table. */
  readonly condition: Expression;
}

export interface CatalogTable {
  readonly object: ObjectName;
  readonly kind: 'table' | 'view';
  readonly columns: readonly CatalogColumn[];
  /** Empty when none is declared. */
  readonly primaryKey: readonly string[];
  /** Other sets of columns the system enforces as unique. */
  readonly uniqueKeys: readonly (readonly string[])[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly comment?: string;
  /** What a project calls it; never told by a system. */
  readonly aliases?: readonly string[];
  /** What a project calls rows that pass a condition over its columns. */
  readonly namedConditions?: readonly NamedCondition[];
  /** From the system's statistics; null when unknown. */
  readonly estimatedRows: number | null;
  readonly estimatedBytes: number | null;
  /** ClickHouse's engine; absent elsewhere. */
  readonly engine?: string;
}

export interface Catalog {
  /** Where a name without a schema is looked up. */
  readonly defaultSchema: string;
  readonly tables: readonly CatalogTable[];
}

/** Looks a table up; a name without schema means the default schema. */
export function findTable(catalog: Catalog, object: ObjectName): CatalogTable | undefined {
  const schema = object.schema ?? catalog.defaultSchema;
  return catalog.tables.find(
    (table) =>
      table.object.name === object.name &&
      (table.object.schema ?? catalog.defaultSchema) === schema,
  );
}

export function tableSchema(table: CatalogTable): Schema {
  return table.columns.map(({ name, type, nullable }) => ({ name, type, nullable }));
}
