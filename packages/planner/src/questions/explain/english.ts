import { joinWords, type DateMath, type TimeUnit } from '@ai-etl/core';
import { saidMoment } from './date-math.ts';
import type { BlockParts, Phrases } from './phrases.ts';

const binary = {
  eq: 'is',
  ne: 'is not',
  lt: 'is less than',
  le: 'is at most',
  gt: 'is more than',
  ge: 'is at least',
  add: 'plus',
  subtract: 'minus',
  multiply: 'times',
  divide: 'divided by',
  modulo: 'modulo',
  concat: 'followed by',
  and: 'and',
  or: 'or',
} as const;

const aggregates: Readonly<Record<string, string>> = {
  sum: 'the sum of',
  avg: 'the average of',
  min: 'the lowest',
  max: 'the highest',
  median: 'the median of',
  stddev: 'the standard deviation of',
  variance: 'the variance of',
};

const windows: Readonly<Record<string, string>> = {
  row_number: 'the place',
  rank: 'the rank',
  dense_rank: 'the rank without gaps',
  percent_rank: 'the relative rank',
  ntile: 'the part',
};

const and = (parts: readonly string[]): string => joinWords(parts, 'and');

function units(count: number, unit: TimeUnit): string {
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}

function moment(steps: DateMath): string {
  const said = saidMoment(steps);
  switch (said.kind) {
    case 'start':
      return startOf(said.unit, said.units);
    case 'away':
      return away(said.unit, said.units);
    case 'from-start':
      return `${units(Math.abs(said.units), said.unit)} ${said.units < 0 ? 'before' : 'after'} ${startOf(said.of, 0)}`;
    case 'steps':
      return said.text;
  }
}

function startOf(unit: TimeUnit, count: number): string {
  if (unit === 'day') {
    const near = { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' }[String(count)];
    return near ?? away(unit, count);
  }
  if (count === 0) return `the start of this ${unit}`;
  if (count === -1) return `the start of the previous ${unit}`;
  if (count === 1) return `the start of the next ${unit}`;
  return `the start of the ${unit} ${away(unit, count)}`;
}

function away(unit: TimeUnit, count: number): string {
  return count < 0 ? `${units(-count, unit)} ago` : `${units(count, unit)} from now`;
}

/** English phrases of queries. */
export const english: Phrases = {
  and: (parts) => parts.join(' and '),
  or: (parts) => (parts.length > 1 ? `either ${parts.join(' or ')}` : (parts[0] ?? '')),
  not: (what) => `not (${what})`,
  binary: (op, left, right) => `${left} ${binary[op]} ${right}`,
  between: ({ what, low, high, negated }) =>
    `${what} is ${negated ? 'not ' : ''}between ${low} and ${high}`,
  among: (what, items, negated) =>
    `${what} is ${negated ? 'none of' : 'one of'} ${joinWords(items, negated ? 'and' : 'or')}`,
  amongRows: (what, rows, negated) => `${what} is ${negated ? 'not ' : ''}among ${rows}`,
  like: (what, how, text, negated) => {
    const no = negated ? 'does not ' : '';
    const s = negated ? '' : 's';
    return {
      start: `${what} ${no}start${s} with ${text}`,
      end: `${what} ${no}end${s} with ${text}`,
      inside: `${what} ${no}contain${s} ${text}`,
      whole: `${what} is ${negated ? 'not ' : ''}${text}, in upper or lower case`,
      pattern: `${what} ${no}match${negated ? '' : 'es'} the pattern ${text}`,
    }[how];
  },
  missing: (what, negated) => `${what} is ${negated ? 'filled in' : 'empty'}`,
  flag: (what) => `${what} is true`,
  period: (what, period) => {
    switch (period.kind) {
      case 'current':
        return period.unit === 'day' ? `${what} is today` : `${what} is in this ${period.unit}`;
      case 'previous':
        if (period.count > 1)
          return `${what} is in the previous ${units(period.count, period.unit)}`;
        return period.unit === 'day'
          ? `${what} is yesterday`
          : `${what} is in the previous ${period.unit}`;
      case 'trailing':
        return `${what} is in the last ${units(period.count, period.unit)} up to now`;
      case 'before':
        return `${what} is more than ${units(period.count, period.unit)} ago`;
      case 'between': {
        const from = period.from === null ? '' : ` from ${moment(period.from)}`;
        const to = period.to === null ? '' : ` before ${moment(period.to)}`;
        return `${what} is${from}${from !== '' && to !== '' ? ' and' : ''}${to}`;
      }
    }
  },
  interval: units,
  choice: (branches, otherwise) =>
    [
      ...branches.map(({ when, value }) => `${value} where ${when}`),
      ...(otherwise === null ? [] : [`else ${otherwise}`]),
    ].join(', '),
  call: (name, args, { distinct, filter, rows }) => {
    const where = filter === null ? '' : ` where ${filter}`;
    const [of = ''] = args;
    if (name === 'count')
      return `the number of ${args.length === 0 ? rows : `${distinct ? 'different ' : ''}${of}`}${where}`;
    const said = aggregates[name];
    if (said !== undefined) return `${said} ${distinct ? 'different ' : ''}${of}${where}`;
    if (name === 'date_trunc' || name === 'date_part')
      return `the ${unquoted(of)} of ${args[1] ?? ''}`;
    if (name === 'coalesce') return `${of} (${args[1] ?? ''} where it is empty)`;
    return `${name.replaceAll('_', ' ')} of ${and(args)}${where}`;
  },
  window: (call, { partitionBy, orderBy, isRunning }) => {
    const within = partitionBy.length === 0 ? '' : ` within each ${and(partitionBy)}`;
    const by = orderBy.length === 0 ? '' : ` by ${and(orderBy)}`;
    return `${isRunning ? 'the running total of ' : ''}${windows[call] ?? call}${within}${by}`;
  },
  ordered: (by, { direction }) => `${by}, ${direction === 'desc' ? 'highest' : 'lowest'} first`,
  valueOf: (value, from, where) =>
    `${value} among ${where.length === 0 ? 'all ' : ''}${from}${where.length === 0 ? '' : ` where ${and(where)}`}`,
  block,
  set: (op, left, right, tail) =>
    ({
      union: `${left}, together with ${right}, each row once`,
      union_all: `${left}, together with ${right}`,
      intersect: `${left}, but only what is also among ${right}`,
      except: `${left}, without what is among ${right}`,
    })[op] + tailOf(tail),
  sentence: (words) => `This query ${words}.`,
};

function block(parts: BlockParts): string {
  const { kind, shown, distinct, keys, joined, existing, where, having } = parts;
  const sources = [
    parts.from,
    ...joined.filter(({ how }) => how === 'inner').map(({ table }) => table),
  ];
  const also = joined.filter(({ how }) => how !== 'inner').map(({ table }) => table);
  const read = sources.length === 1 ? `reads ${parts.from}` : `joins ${and(sources)}`;
  const beside = also.length === 0 ? '' : ` (with ${and(also)} where there are any)`;
  const what = {
    list: `lists ${distinct ? 'the different ' : ''}${and(shown)}`,
    total: `computes ${and(shown)}`,
    groups: shown.length === 0 ? `lists each ${and(keys)}` : `computes ${and(shown)}`,
  }[kind];
  const each = kind === 'groups' && shown.length > 0 ? ` for each ${and(keys)}` : '';
  const tests = [
    ...where,
    ...existing.map(({ table, negated, where: inner }) => {
      const those = inner.length === 0 ? '' : ` whose ${and(inner)}`;
      return `there ${negated ? 'is no' : 'is a'} row of ${table}${those}`;
    }),
  ];
  const only = tests.length === 0 ? '' : `, only where ${and(tests)}`;
  const groups = having.length === 0 ? '' : `, keeping groups where ${and(having)}`;
  return `${read}${beside} and ${what}${each}${only}${groups}${tailOf(parts)}`;
}

function tailOf({ order, limit, offset }: Pick<BlockParts, 'order' | 'limit' | 'offset'>): string {
  const sorted = order.length === 0 ? '' : `, sorted by ${order.join(', then by ')}`;
  const rows = limit === 1 ? '1 row' : `${limit} rows`;
  const after = offset === 0 ? '' : ` after the first ${offset}`;
  return `${sorted}${limit === null ? '' : `, at most ${rows}${after}`}`;
}

function unquoted(text: string): string {
  return text.replaceAll(/^'|'$/gu, '');
}
