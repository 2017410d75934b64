import {
  parseExpression,
  walk,
  type Catalog,
  type CatalogColumn,
  type CatalogTable,
  type Expression,
  type GlossaryTerm,
  type NamedCondition,
} from '@ai-etl/core';
import type { PlannerConnection } from '../plan-types.ts';
import { literalFor } from '../questions/expressions.ts';
import { text } from '../query/conditions/equality.ts';
import { nameWords } from './name-words.ts';

/**
 * The connections with a project's own words for their tables, columns and rows. Terms whose table or column is not
 * there mean nothing; words that stand for other words are those of questions.
 */
export function withOwnNames(
  connections: readonly PlannerConnection[],
  glossary: readonly GlossaryTerm[],
): readonly PlannerConnection[] {
  if (glossary.length === 0) return connections;
  return connections.map((connection) =>
    connection.catalog === null
      ? connection
      : { ...connection, catalog: named(connection.catalog, glossary) },
  );
}

/** Whether words are one of these, in whatever number and case. */
export function isCalledSo(words: readonly string[], aliases: readonly string[] = []): boolean {
  if (aliases.length === 0 || words.length === 0) return false;
  const said = nameWords(words.join(' ')).join(' ');
  return aliases.some((alias) => nameWords(alias).join(' ') === said);
}

/** What a project means by words for rows of a table; undefined: nothing. */
export function conditionCalled(
  words: readonly string[],
  { namedConditions = [] }: CatalogTable,
): NamedCondition | undefined {
  return namedConditions.find(({ term }) => isCalledSo(words, [term]));
}

function named(catalog: Catalog, glossary: readonly GlossaryTerm[]): Catalog {
  const { defaultSchema } = catalog;
  const keyOf = (schema: string | undefined, name: string): string =>
    `${schema ?? defaultSchema}\0${name}`;
  const byTable = Map.groupBy(
    glossary.filter(({ means }) => means.kind !== 'words'),
    ({ means }) => (means.kind === 'words' ? '' : keyOf(means.schema, means.table)),
  );
  return {
    ...catalog,
    tables: catalog.tables.map((table) => {
      const terms = byTable.get(keyOf(table.object.schema, table.object.name));
      return terms === undefined ? table : withTerms(table, terms);
    }),
  };
}

function withTerms(table: CatalogTable, terms: readonly GlossaryTerm[]): CatalogTable {
  const aliases = terms.flatMap(({ term, means }) => (means.kind === 'table' ? [term] : []));
  const conditions = terms.flatMap(({ term, means }): NamedCondition[] => {
    const condition =
      means.kind === 'expression'
        ? conditionOf(means.expression, table)
        : means.kind === 'value'
          ? valueOf(
              table.columns.find(({ name }) => name === means.column),
              means.value,
            )
          : null;
    return condition === null ? [] : [{ term, condition }];
  });
  const columns = table.columns.map((column): CatalogColumn => {
    const own = terms.flatMap(({ term, means }) =>
      means.kind === 'column' && means.column === column.name ? [term] : [],
    );
    return own.length === 0 ? column : { ...column, aliases: own };
  });
  return {
    ...table,
    columns,
    ...(aliases.length === 0 ? {} : { aliases }),
    ...(conditions.length === 0 ? {} : { namedConditions: conditions }),
  };
}

function valueOf(column: CatalogColumn | undefined, value: string): Expression | null {
  if (column === undefined) return null;
  return {
    kind: 'binary',
    op: 'eq',
    left: { kind: 'column', name: column.name },
    right: literalFor(column, value) ?? text(value),
  };
}

/** Null for a condition over columns that the table has not. */
function conditionOf(said: string, table: CatalogTable): Expression | null {
  const parsed = parseExpression(said);
  if (!parsed.ok) return null;
  let isOwn = true;
  walk(parsed.expression, (one) => {
    if (one.kind !== 'column') return;
    isOwn &&= one.table === undefined && table.columns.some(({ name }) => name === one.name);
  });
  return isOwn ? parsed.expression : null;
}
