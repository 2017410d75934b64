import { tableSchema, type CatalogTable, type QueryJoin, type QueryTable } from '@ai-etl/core';
import type { Asked } from '../asked.ts';
import { findPath } from '../join-graph.ts';
import type { QuestionIR } from '../question-ir.ts';
import type { QuestionSchema } from '../question-types.ts';
import { Aliases } from './aliases.ts';
import { edgeFit, joinCondition, noteJoin } from './join-edge.ts';

/** The joins that bring all the tables together. */
interface Joined {
  readonly joins: readonly QueryJoin[];
  readonly tables: readonly CatalogTable[];
  /** A row of the root may meet several of another table. */
  readonly multiplies: boolean;
  readonly aliases: Aliases;
}

/** Joins the tables to the root, each by its shortest way; null when one has none. */
export function joinAll(
  asked: Asked,
  root: CatalogTable,
  needed: readonly CatalogTable[],
): Joined | null {
  const aliases = new Aliases();
  aliases.of(root);
  const tables: CatalogTable[] = [root];
  const joins: QueryJoin[] = [];
  let multiplies = false;
  for (const table of needed) {
    if (tables.includes(table)) continue;
    const path = findPath(asked.edges, tables, table, (edge) => edgeFit(edge, asked));
    if (path === null) return null;
    for (const step of path) {
      const { edge, next } = step;
      noteJoin(asked, step);
      tables.push(next);
      multiplies ||= !step.toOne;
      joins.push({
        how: 'inner',
        source: queryTable(next, { schema: asked.schema, aliases }),
        on: joinCondition(edge, aliases),
      });
    }
  }
  return { joins, tables, multiplies, aliases };
}

/** Joins that keep rows with, or without, any row of a table. */
export function existsJoins(
  ir: QuestionIR,
  asked: Asked,
  { root, aliases }: { readonly root: CatalogTable; readonly aliases: Aliases },
): readonly QueryJoin[] {
  return ir.exists.flatMap(({ table, negated }): QueryJoin[] => {
    const [step, ...more] =
      findPath(asked.edges, [root], table, (edge) => edgeFit(edge, asked)) ?? [];
    if (step === undefined || more.length > 0) return [];
    noteJoin(asked, step);
    return [
      {
        how: negated ? 'anti' : 'semi',
        source: queryTable(table, { schema: asked.schema, aliases }),
        on: joinCondition(step.edge, aliases),
      },
    ];
  });
}

/** Named without its schema where names are looked up anyway. */
export function queryTable(
  table: CatalogTable,
  { schema, aliases }: { readonly schema: QuestionSchema; readonly aliases: Aliases },
): QueryTable {
  const { name } = table.object;
  const object = table.object.schema === schema.defaultSchema ? { name } : table.object;
  return { alias: aliases.of(table), object, schema: tableSchema(table) };
}
