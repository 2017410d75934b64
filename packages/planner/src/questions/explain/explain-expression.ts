import type { CallExpression, Expression, LiteralExpression, Query } from '@ai-etl/core';
import type { LikePlace, Phrases } from './phrases.ts';

/** What an expression needs to be said. */
export interface Scope {
  readonly say: Phrases;
  /** A column as it is called, by alias and name. */
  readonly nameOf: (table: string | undefined, name: string) => string;
  /** A query that stands in expressions, by its alias. */
  readonly subquery: (alias: string) => Query | null;
  /** The only column of another query, with where its rows come from. */
  readonly value: (query: Query) => string;
  /** What a row of this block is. */
  readonly rows: string;
}

/** An expression in words. */
export function explainExpression(one: Expression, scope: Scope): string {
  const { say } = scope;
  const words = (part: Expression): string => explainExpression(part, scope);
  switch (one.kind) {
    case 'literal':
      return literal(one, say);
    case 'column': {
      const query = one.table === undefined ? null : scope.subquery(one.table);
      return query === null ? scope.nameOf(one.table, one.name) : scope.value(query);
    }
    case 'parameter':
      return `:${one.name}`;
    case 'unary':
      return one.op === 'not' ? say.not(words(one.operand)) : `-${words(one.operand)}`;
    case 'binary':
      if (one.op === 'and')
        return say.and(partsOf(one, 'and').map((part) => condition(part, scope)));
      if (one.op === 'or') return say.or(partsOf(one, 'or').map((part) => condition(part, scope)));
      return say.binary(one.op, words(one.left), words(one.right));
    case 'case':
      return say.choice(
        one.branches.map(({ when, then }) => ({
          when: condition(when, scope),
          value: words(then),
        })),
        one.otherwise === undefined ? null : words(one.otherwise),
      );
    case 'cast':
      return words(one.operand);
    case 'in': {
      const [item] = one.items;
      const query =
        item?.kind === 'column' && item.table !== undefined ? scope.subquery(item.table) : null;
      return query === null
        ? say.among(words(one.operand), one.items.map(words), one.negated)
        : say.amongRows(words(one.operand), scope.value(query), one.negated);
    }
    case 'between':
      return say.between({
        what: words(one.operand),
        low: words(one.low),
        high: words(one.high),
        negated: one.negated,
      });
    case 'like':
      return like(one, scope);
    case 'is_null':
      return say.missing(words(one.operand), one.negated);
    case 'in_period':
      return say.period(words(one.operand), one.period);
    case 'call':
      return call(one, scope);
    case 'window': {
      const isRunning = one.frame?.end.kind === 'current' && one.call.name === 'sum';
      return say.window(call(one.call, scope), {
        partitionBy: one.partitionBy.map(words),
        orderBy: one.orderBy.map((key) => say.ordered(words(key.by), key)),
        isRunning,
      });
    }
  }
}

/** An expression that is true or false. */
export function condition(one: Expression, scope: Scope): string {
  if (one.kind === 'column') return scope.say.flag(explainExpression(one, scope));
  return explainExpression(one, scope);
}

/** The parts of a condition that AND, or OR, joins. */
export function partsOf(one: Expression, op: 'and' | 'or'): readonly Expression[] {
  return one.kind === 'binary' && one.op === op
    ? [...partsOf(one.left, op), ...partsOf(one.right, op)]
    : [one];
}

function call({ name, args, distinct = false, filter }: CallExpression, scope: Scope): string {
  return scope.say.call(
    name,
    args.map((part) => explainExpression(part, scope)),
    {
      distinct,
      filter: filter === undefined ? null : condition(filter, scope),
      rows: scope.rows,
    },
  );
}

function like(one: Expression & { readonly kind: 'like' }, scope: Scope): string {
  const { say } = scope;
  const what = explainExpression(one.operand, scope);
  if (one.pattern.kind !== 'literal' || one.pattern.type !== 'text') {
    return say.like(what, 'pattern', explainExpression(one.pattern, scope), one.negated);
  }
  const { place, text } = placeOf(one.pattern.value);
  return say.like(what, place, quoted(text), one.negated);
}

function placeOf(pattern: string): { readonly place: LikePlace; readonly text: string } {
  const inner = pattern.replaceAll(/^%|%$/gu, '');
  const text = inner.replaceAll(/\\([%_\\])/gu, '$1');
  if (/(?<!\\)[%_]/u.test(inner)) return { place: 'pattern', text: pattern };
  const [starts, ends] = [pattern.startsWith('%'), pattern.endsWith('%')];
  if (starts && ends) return { place: 'inside', text };
  if (starts) return { place: 'end', text };
  return { place: ends ? 'start' : 'whole', text };
}

function literal(one: LiteralExpression, say: Phrases): string {
  switch (one.type) {
    case 'text':
      return quoted(one.value);
    case 'interval':
      return say.interval(one.amount, one.unit);
    case 'null':
      return 'NULL';
    case 'bool':
    case 'integer':
    case 'decimal':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return String(one.value);
  }
}

function quoted(text: string): string {
  return `'${text}'`;
}
