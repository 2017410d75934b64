import {
  tableSchema,
  type CatalogTable,
  type Expression,
  type QueryJoin,
  type QueryTable,
} from '@ai-etl/core';
import { Aliases } from '../query/build/aliases.ts';
import { findPath, type JoinEdge, type JoinStep } from '../query/join-graph.ts';
import { column, binary, every } from './expressions.ts';
import type { Field, SchemaIndex } from './schema-index.ts';

/** The tables of one SELECT, joined as they are needed. */
export class Block {
  readonly root: CatalogTable;
  readonly aliases: Aliases;
  readonly #index: SchemaIndex;
  readonly #tables: CatalogTable[];
  readonly #joins: QueryJoin[] = [];
  /** A row of the root may meet several of a table that is joined. */
  multiplies = false;

  constructor(root: CatalogTable, index: SchemaIndex, aliases = new Aliases()) {
    this.root = root;
    this.aliases = aliases;
    this.#index = index;
    this.#tables = [root];
    aliases.of(root);
  }

  get tables(): readonly CatalogTable[] {
    return this.#tables;
  }

  get joins(): readonly QueryJoin[] {
    return this.#joins;
  }

  get from(): QueryTable {
    return tableSource(this.root, this.aliases, this.#index);
  }

  /** How a table would be reached from those joined so far; null when there is no way. */
  pathTo(table: CatalogTable): readonly JoinStep[] | null {
    return findPath(this.#index.edges, this.#tables, table, () => 0);
  }

  /** Joins a table; false when there is no way to it. */
  reach(table: CatalogTable): boolean {
    const path = this.pathTo(table);
    if (path === null) return false;
    for (const { edge, next, toOne } of path) {
      this.multiplies ||= !toOne;
      this.#tables.push(next);
      this.#joins.push({
        how: 'inner',
        source: tableSource(next, this.aliases, this.#index),
        on: keysEqual(edge, (one) => this.aliases.of(one)),
      });
    }
    return true;
  }

  /** A join that is no plain one: a test of rows elsewhere. */
  add(join: QueryJoin): void {
    this.#joins.push(join);
  }

  column({ table, column: { name } }: Field): Expression {
    return column(this.aliases.of(table), name);
  }
}

export function tableSource(table: CatalogTable, aliases: Aliases, index: SchemaIndex): QueryTable {
  const { schema, name } = table.object;
  const object = schema === index.schema.defaultSchema ? { name } : table.object;
  return { alias: aliases.of(table), object, schema: tableSchema(table) };
}

/** The columns of a key, equal pair by pair. */
export function keysEqual(edge: JoinEdge, aliasOf: (table: CatalogTable) => string): Expression {
  return every(
    edge.columns.map((name, at) =>
      binary(
        'eq',
        column(aliasOf(edge.many), name),
        column(aliasOf(edge.one), edge.referencedColumns[at] ?? name),
      ),
    ),
  );
}
