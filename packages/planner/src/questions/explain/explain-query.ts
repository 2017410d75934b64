import type {
  Expression,
  Query,
  QueryJoin,
  QuerySource,
  SelectQuery,
  SetQuery,
} from '@ai-etl/core';
import { english } from './english.ts';
import { condition, explainExpression, partsOf, type Scope } from './explain-expression.ts';
import type { BlockParts, Phrases } from './phrases.ts';
import { russian } from './russian.ts';

/** The language a question is asked in, and answered. */
export type Language = 'en' | 'ru';

/** Whether a question is Russian; else it is taken as English. */
export function languageOf(question: string): Language {
  return /\p{Script=Cyrillic}{3}/u.test(question) ? 'ru' : 'en';
}

/** What a query does, in one sentence made of its parts, whatever they are. Pure. */
export function explainQuery(query: Query, language: Language): string {
  const say = language === 'ru' ? russian : english;
  return say.sentence(explain(query, say));
}

/** One block of a query in words, part by part; null for sets of rows. */
export function explainParts(query: Query, language: Language): BlockParts | null {
  const say = language === 'ru' ? russian : english;
  return query.kind === 'set' ? null : partsOfBlock(query, scopeOf(query, say));
}

function explain(query: Query, say: Phrases): string {
  return query.kind === 'set' ? explainSet(query, say) : explainSelect(query, say);
}

function explainSet({ op, left, right, orderBy, limit }: SetQuery, say: Phrases): string {
  const scope: Scope = {
    say,
    nameOf: (_, name) => name,
    subquery: () => null,
    value: (query) => valueOf(query, say),
    rows: '',
  };
  return say.set(op, explain(left, say), explain(right, say), {
    order: orderBy.map((key) => say.ordered(explainExpression(key.by, scope), key)),
    limit: limit?.count ?? null,
    offset: limit?.offset ?? 0,
  });
}

function explainSelect(query: SelectQuery, say: Phrases): string {
  return say.block(partsOfBlock(query, scopeOf(query, say)));
}

function partsOfBlock(query: SelectQuery, scope: Scope): BlockParts {
  const { say } = scope;
  const words = (one: Expression): string => explainExpression(one, scope);
  const keys = (query.groupBy ?? []).map(words);
  const isGrouped = query.groupBy !== null;
  const shown = query.select.map(({ expression }) => words(expression));
  const sides = query.joins.filter(({ how }) => how === 'semi' || how === 'anti');
  return {
    kind: !isGrouped ? 'list' : keys.length === 0 ? 'total' : 'groups',
    shown: isGrouped ? shown.filter((one) => !keys.includes(one)) : shown,
    distinct: query.distinct,
    keys: shortest(keys, query, words),
    from: sourceName(query.from),
    joined: query.joins
      .filter(({ how }) => how !== 'semi' && how !== 'anti')
      .map(({ how, source }) => ({ how, table: sourceName(source) })),
    existing: sides.map((join) => existing(join, scope)),
    where: query.where.map((one) => condition(one, scope)),
    having: query.having.map((one) => condition(one, scope)),
    order: query.orderBy.map((key) => say.ordered(orderedBy(key.by, query, words), key)),
    limit: query.limit?.count ?? null,
    offset: query.limit?.offset ?? 0,
  };
}

/** Keys that are shown; those that only tell rows apart where none is. */
function shortest(
  keys: readonly string[],
  query: SelectQuery,
  words: (one: Expression) => string,
): readonly string[] {
  const shown = new Set(query.select.map(({ expression }) => words(expression)));
  const said = keys.filter((one) => shown.has(one));
  return said.length > 0 ? said : keys;
}

/** A name of the result is said by what it stands for. */
function orderedBy(
  by: Expression,
  { select }: SelectQuery,
  words: (one: Expression) => string,
): string {
  const named =
    by.kind === 'column' && by.table === undefined
      ? select.find(({ name }) => name === by.name)
      : undefined;
  return words(named?.expression ?? by);
}

function existing({ how, source, on }: QueryJoin, scope: Scope): BlockParts['existing'][number] {
  const own = partsOf(on, 'and').filter((one) => !isKeyPair(one));
  const inner = 'query' in source && source.query.kind === 'select' ? source.query : null;
  const within =
    inner === null ? [] : inner.where.map((one) => condition(one, scopeOf(inner, scope.say)));
  return {
    table: sourceName(source),
    where: [...own.map((one) => condition(one, scope)), ...within],
    negated: how === 'anti',
  };
}

/** Two columns that rows are joined by. */
function isKeyPair(one: Expression): boolean {
  return (
    one.kind === 'binary' &&
    one.op === 'eq' &&
    one.left.kind === 'column' &&
    one.right.kind === 'column'
  );
}

function scopeOf(query: SelectQuery, say: Phrases): Scope {
  const sources = [query.from, ...query.joins.map(({ source }) => source)];
  const names = sources.map(sourceName);
  const byAlias = new Map(sources.map((source) => [source.alias, calledIn(source, names)]));
  const subqueries = new Map(query.subqueries.map(({ alias, query: inner }) => [alias, inner]));
  return {
    say,
    nameOf: (table, name) => {
      const called = table === undefined || sources.length === 1 ? null : byAlias.get(table);
      return called == null ? name : `${called}.${name}`;
    },
    subquery: (alias) => subqueries.get(alias) ?? null,
    value: (inner) => valueOf(inner, say),
    rows: sourceName(query.from),
  };
}

function valueOf(query: Query, say: Phrases): string {
  if (query.kind === 'set') return `(${explain(query, say)})`;
  const scope = scopeOf(query, say);
  const parts = partsOfBlock(query, scope);
  const value = query.select.map(({ expression }) => explainExpression(expression, scope));
  return say.valueOf(say.and(value), parts.from, [...parts.where, ...parts.having]);
}

/** A table that is joined to itself goes by its aliases. */
function calledIn(source: QuerySource, names: readonly string[]): string {
  const name = sourceName(source);
  return names.filter((one) => one === name).length > 1 ? source.alias : name;
}

/** A derived source goes by the table that its rows come from. */
function sourceName(source: QuerySource): string {
  if ('object' in source) return source.object.name;
  return source.query.kind === 'select' ? sourceName(source.query.from) : source.alias;
}
