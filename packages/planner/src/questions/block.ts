import type { CatalogTable, Expression, QueryJoin, QueryTable } from '@ai-etl/core';
import { Aliases } from '../query/build/aliases.ts';
import { joinCondition } from '../query/build/join-edge.ts';
import { queryTable } from '../query/build/join-tables.ts';
import { findPath, type JoinStep } from '../query/join-graph.ts';
import { reckonedExpression } from './amounts/reckoning.ts';
import { column } from './expressions.ts';
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
    return this.source(this.root);
  }

  /** A table as this block reads it, or may join it. */
  source(table: CatalogTable): QueryTable {
    return queryTable(table, { schema: this.#index.schema, aliases: this.aliases });
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
      if (toOne && this.#joinAsked(next)) continue;
      this.#joins.push({
        how: 'inner',
        source: this.source(next),
        on: joinCondition(edge, this.aliases),
      });
    }
    return true;
  }

  /** Of the one row that was asked for already, what more is said: it is joined where it was only to be there. */
  #joinAsked(table: CatalogTable): boolean {
    const alias = this.aliases.of(table);
    const at = this.#joins.findIndex(({ how, source }) => how === 'semi' && source.alias === alias);
    const asked = this.#joins[at];
    if (asked === undefined) return false;
    this.#joins[at] = { ...asked, how: 'inner' };
    return true;
  }

  /** A join that is no plain one: a test of rows elsewhere. */
  add(join: QueryJoin): void {
    this.#joins.push(join);
  }

  /** A column of a table that is joined; what an amount is reckoned of is joined for it. */
  column({ table, column: asked }: Field): Expression {
    const reckoning = this.#index.amounts.reckoningOf(asked);
    if (reckoning === null) return column(this.aliases.of(table), asked.name);
    return reckonedExpression(reckoning, table, (part) => {
      this.reach(part.table);
      return this.column(part);
    });
  }
}
