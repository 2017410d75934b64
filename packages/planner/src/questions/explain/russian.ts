import type { DateMath, TimeUnit } from '@ai-etl/core';
import { saidMoment } from './date-math.ts';
import type { BlockParts, Phrases } from './phrases.ts';

const binary = {
  eq: '=',
  ne: '≠',
  lt: 'меньше',
  le: 'не больше',
  gt: 'больше',
  ge: 'не меньше',
  add: '+',
  subtract: '−',
  multiply: '×',
  divide: '÷',
  modulo: 'mod',
  concat: 'и за ним',
  and: 'и',
  or: 'или',
} as const;

const aggregates: Readonly<Record<string, string>> = {
  sum: 'сумма',
  avg: 'среднее',
  min: 'наименьшее',
  max: 'наибольшее',
  median: 'медиана',
  stddev: 'стандартное отклонение',
  variance: 'дисперсия',
};

const windows: Readonly<Record<string, string>> = {
  row_number: 'место',
  rank: 'ранг',
  dense_rank: 'ранг без пропусков',
};

/** After 1, after 2 to 4, after 5. */
const forms: Readonly<Record<TimeUnit, readonly [string, string, string]>> = {
  second: ['секунда', 'секунды', 'секунд'],
  minute: ['минута', 'минуты', 'минут'],
  hour: ['час', 'часа', 'часов'],
  day: ['день', 'дня', 'дней'],
  week: ['неделя', 'недели', 'недель'],
  month: ['месяц', 'месяца', 'месяцев'],
  quarter: ['квартал', 'квартала', 'кварталов'],
  year: ['год', 'года', 'лет'],
};

function counted(count: number, [one, few, many]: readonly [string, string, string]): string {
  const [tens, ones] = [count % 100, count % 10];
  if (tens > 10 && tens < 20) return `${count} ${many}`;
  return `${count} ${ones === 1 ? one : ones > 1 && ones < 5 ? few : many}`;
}

const units = (count: number, unit: TimeUnit): string => counted(count, forms[unit]);
const and = (parts: readonly string[]): string => listed(parts, 'и');

function moment(steps: DateMath): string {
  const said = saidMoment(steps);
  switch (said.kind) {
    case 'start':
      return `${startOf(said.unit)}${said.units === 0 ? '' : ` ${away(said.unit, said.units)}`}`;
    case 'away':
      return `момента ${away(said.unit, said.units)}`;
    case 'from-start':
      return `${startOf(said.of)} ${said.units < 0 ? '−' : '+'} ${units(Math.abs(said.units), said.unit)}`;
    case 'steps':
      return said.text;
  }
}

function startOf(unit: TimeUnit): string {
  return unit === 'day' ? 'начала дня' : `начала периода (${forms[unit][0]})`;
}

function away(unit: TimeUnit, count: number): string {
  return count < 0 ? `${units(-count, unit)} назад` : `через ${units(count, unit)}`;
}

/** Russian phrases of queries; names stay as the schema spells them. */
export const russian: Phrases = {
  and: (parts) => parts.join(' и '),
  or: (parts) => parts.join(' или '),
  not: (what) => `не (${what})`,
  binary: (op, left, right) => `${left} ${binary[op]} ${right}`,
  between: ({ what, low, high, negated }) => `${what} ${negated ? 'не ' : ''}от ${low} до ${high}`,
  among: (what, items, negated) => `${what} ${negated ? 'не ' : ''}из списка ${items.join(', ')}`,
  amongRows: (what, rows, negated) => `${what} ${negated ? 'не ' : ''}среди (${rows})`,
  like: (what, how, text, negated) => {
    const no = negated ? 'не ' : '';
    return {
      start: `${what} ${no}начинается с ${text}`,
      end: `${what} ${no}оканчивается на ${text}`,
      inside: `${what} ${no}содержит ${text}`,
      whole: `${what} ${negated ? '≠' : '='} ${text} без учёта регистра`,
      pattern: `${what} ${no}подходит под образец ${text}`,
    }[how];
  },
  missing: (what, negated) => `${what} ${negated ? 'заполнено' : 'пусто'}`,
  flag: (what) => `${what} — да`,
  period: (what, period) => {
    switch (period.kind) {
      case 'current':
        return period.unit === 'day'
          ? `${what} сегодня`
          : `${what}: текущий ${forms[period.unit][0]}`;
      case 'previous':
        if (period.count > 1) return `${what}: предыдущие ${units(period.count, period.unit)}`;
        return period.unit === 'day'
          ? `${what} вчера`
          : `${what}: прошлый ${forms[period.unit][0]}`;
      case 'trailing':
        return `${what}: последние ${units(period.count, period.unit)}`;
      case 'before':
        return `${what}: раньше, чем ${units(period.count, period.unit)} назад`;
      case 'between': {
        const from = period.from === null ? '' : ` с ${moment(period.from)}`;
        const to = period.to === null ? '' : ` до ${moment(period.to)}`;
        return `${what}${from}${to}`;
      }
    }
  },
  interval: units,
  choice: (branches, otherwise) =>
    [
      ...branches.map(({ when, value }) => `${value}, где ${when}`),
      ...(otherwise === null ? [] : [`иначе ${otherwise}`]),
    ].join(', '),
  call: (name, args, { distinct, filter, rows }) => {
    const where = filter === null ? '' : `, где ${filter}`;
    const [of = ''] = args;
    if (name === 'count')
      return `число ${args.length === 0 ? `строк ${rows}` : `${distinct ? 'разных ' : ''}${of}`}${where}`;
    const said = aggregates[name];
    if (said !== undefined) return `${said} ${distinct ? 'разных ' : ''}${of}${where}`;
    if (name === 'date_trunc' || name === 'date_part') return `${partOf(of)} от ${args[1] ?? ''}`;
    if (name === 'coalesce') return `${of} (где пусто: ${args[1] ?? ''})`;
    return `${name.replaceAll('_', ' ')} (${args.join(', ')})${where}`;
  },
  window: (call, { partitionBy, orderBy, isRunning }) => {
    const within = partitionBy.length === 0 ? '' : ` внутри каждого ${and(partitionBy)}`;
    const by = orderBy.length === 0 ? '' : ` по ${and(orderBy)}`;
    return `${isRunning ? 'нарастающий итог: ' : ''}${windows[call] ?? call}${within}${by}`;
  },
  ordered: (by, { direction }) =>
    `${by} ${direction === 'desc' ? 'по убыванию' : 'по возрастанию'}`,
  valueOf: (value, from, where) =>
    `${value} среди ${from}${where.length === 0 ? '' : `, где ${and(where)}`}`,
  block,
  set: (op, left, right, tail) =>
    ({
      union: `${left}; вместе с тем, что ${right}, без повторов`,
      union_all: `${left}; вместе с тем, что ${right}`,
      intersect: `${left}; и только то, что ${right}`,
      except: `${left}; кроме того, что ${right}`,
    })[op] + tailOf(tail),
  sentence: (words) => `Запрос ${words}.`,
};

function block(parts: BlockParts): string {
  const { kind, shown, distinct, keys, joined, existing, where, having } = parts;
  const sources = [
    parts.from,
    ...joined.filter(({ how }) => how === 'inner').map(({ table }) => table),
  ];
  const also = joined.filter(({ how }) => how !== 'inner').map(({ table }) => table);
  const read = sources.length === 1 ? `читает ${parts.from}` : `связывает ${and(sources)}`;
  const beside = also.length === 0 ? '' : ` (и ${and(also)}, где есть)`;
  const what = {
    list: `выводит ${distinct ? 'разные ' : ''}${and(shown)}`,
    total: `вычисляет: ${and(shown)}`,
    groups: shown.length === 0 ? `выводит каждое ${and(keys)}` : `вычисляет: ${and(shown)}`,
  }[kind];
  const each = kind === 'groups' && shown.length > 0 ? `, для каждого ${and(keys)}` : '';
  const tests = [
    ...where,
    ...existing.map(({ table, negated, where: inner }) => {
      const those = inner.length === 0 ? '' : `, где ${and(inner)}`;
      return `${negated ? 'нет строк' : 'есть строки'} ${table}${those}`;
    }),
  ];
  const only = tests.length === 0 ? '' : `; только где ${and(tests)}`;
  const groups = having.length === 0 ? '' : `; группы, где ${and(having)}`;
  return `${read}${beside} и ${what}${each}${only}${groups}${tailOf(parts)}`;
}

function tailOf({ order, limit, offset }: Pick<BlockParts, 'order' | 'limit' | 'offset'>): string {
  const sorted = order.length === 0 ? '' : `; порядок: ${order.join(', затем ')}`;
  const rows = limit === null ? '' : `; не более ${limit} строк`;
  return `${sorted}${rows}${limit === null || offset === 0 ? '' : ` после первых ${offset}`}`;
}

function partOf(unit: string): string {
  const name = unit.replaceAll(/^'|'$/gu, '');
  const known = Object.entries(forms).find(([key]) => key === name);
  return known === undefined ? name : known[1][0];
}

function listed(parts: readonly string[], word: string): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} ${word} ${last}`;
}
