import type { SqlClauses } from '../../text/sql-clauses.ts';
import { isSymbol, isWord, splitTop, type SqlToken } from '../../text/sql-tokens.ts';
import { columnsIn, listItems } from './columns.ts';
import { caseConditions, conditionsIn, isAggregate, type Condition } from './conditions.ts';
import { nestedMark, selectBlocks, type SelectBlocks } from './select-blocks.ts';

/** What a query is made of, nested ones included, for comparison with another. Names are in lower case. */
export interface QueryParts {
  /** One that a FROM reads twice stands here a second time, as `name again`. */
  readonly tables: ReadonlySet<string>;
  /** Columns in what the answer shows, those inside an aggregate too. */
  readonly shown: ReadonlySet<string>;
  readonly aggregates: ReadonlySet<string>;
  readonly conditions: readonly Condition[];
  readonly isDistinct: boolean;
  /** Columns of its GROUP BY clauses; none: it groups nothing. */
  readonly groupedBy: ReadonlySet<string>;
  /** The outermost order, `asc` or `desc` a key. */
  readonly order: readonly string[];
  readonly limit: string;
  /** How many SELECTs, which set operations, windows and negated parts: its shape. */
  readonly nesting: string;
}

/** Never fails. Pure. */
export function queryParts(sql: string): QueryParts {
  const blocks = selectBlocks(sql);
  const { outer, all } = blocks;
  const tokens = all.flatMap((one) => Object.values(one).flat());
  return {
    tables: new Set(all.flatMap((one) => tablesIn(one, blocks))),
    shown: new Set(listItems(outer.select).flatMap(columnsIn)),
    aggregates: new Set(tokens.filter(isAggregate).map((token) => token.value.toLowerCase())),
    conditions: all.flatMap((one) => [
      ...conditionsIn(onConditions(one)),
      ...conditionsIn(one.where),
      ...conditionsIn(one.having),
      ...caseConditions([...one.select, ...one.orderBy]),
    ]),
    isDistinct: tokens.some((token) => isWord(token, 'DISTINCT')),
    groupedBy: new Set(all.flatMap((one) => groupKeys(one.groupBy))),
    order: listItems(outer.orderBy).map((key) =>
      key.some((token) => isWord(token, 'DESC')) ? 'desc' : 'asc',
    ),
    limit: outer.limit.map((token) => token.value.toLowerCase()).join(' '),
    nesting: nestingOf(blocks, tokens),
  };
}

function tablesIn({ from }: SqlClauses, { named }: SelectBlocks): readonly string[] {
  const tables = fromParts(from).flatMap((part) => {
    const at = part.findIndex((token) => token.kind === 'word' || token.kind === 'quoted');
    if (at === -1 || part[0]?.value === nestedMark) return [];
    // A schema before the table's name.
    const name = isSymbol(part[at + 1], '.') ? part[at + 2] : part[at];
    const table = name?.value.toLowerCase() ?? '';
    return named.has(table) ? [] : [table];
  });
  return tables.map((table, at) => (tables.indexOf(table) === at ? table : `${table} again`));
}

/** What is no column, as a number or an alias of an expression, still groups. */
function groupKeys(groupBy: readonly SqlToken[]): readonly string[] {
  return listItems(groupBy).flatMap((key) => {
    const columns = columnsIn(key);
    return columns.length === 0 ? ['expression'] : columns;
  });
}

function onConditions({ from }: SqlClauses): readonly SqlToken[] {
  const conditions = fromParts(from).map((part) => {
    const at = part.findIndex((token) => isWord(token, 'ON'));
    return at === -1 ? [] : part.slice(at + 1);
  });
  const and: SqlToken = { kind: 'word', value: 'AND', at: 0, line: 0 };
  return conditions.filter((one) => one.length > 0).flatMap((one) => [and, ...one]);
}

/** What stands between the joins, without their kinds. */
function fromParts(from: readonly SqlToken[]): readonly (readonly SqlToken[])[] {
  const bare = from.filter(
    (token) =>
      !isWord(token, 'INNER', 'LEFT', 'RIGHT', 'FULL', 'OUTER', 'CROSS', 'NATURAL', 'LATERAL'),
  );
  return splitTop(bare, (token) => isWord(token, 'JOIN') || isSymbol(token, ','));
}

function nestingOf({ all, setOperations }: SelectBlocks, tokens: readonly SqlToken[]): string {
  const windows = tokens.filter((token) => isWord(token, 'OVER')).length;
  const isNegated = tokens.some(
    (token, at) =>
      isWord(token, 'NOT') &&
      (isWord(tokens[at + 1], 'EXISTS') || tokens[at + 2]?.value === nestedMark),
  );
  return [all.length, ...setOperations, windows > 0, isNegated].join(' ');
}
