import { isTemporal, type CatalogTable, type TimeUnit } from '@ai-etl/core';
import { claim, free } from '../parse/reading.ts';
import { numberOf, textOf } from '../text/token.ts';
import { columnOf, mentionAt, tableOf, type Asked } from './asked.ts';
import type { Mention } from './mentions.ts';
import { matchPhrase } from './phrases.ts';
import type { ColumnRef, GroupIR, MeasureIR, OrderIR } from './question-ir.ts';
import {
  ascendingWords,
  askWords,
  bottomWords,
  descendingWords,
  fewestWords,
  groupWords,
  maxWords,
  minWords,
  mostWords,
  orderWords,
  superlativeMeanings,
  topWords,
} from './question-words.ts';
import { extremeAt, measureAt, skipFillers } from './read-measures.ts';
import { isMeasure, moneyColumns } from './table-facts.ts';

/** How many rows, and by what they are ranked when the words say so. */
export interface ReadLimit {
  readonly limit: number;
  readonly direction: 'asc' | 'desc';
  /** What the ranked rows are, right behind the words. */
  readonly ranked: Mention | null;
  /** `time`: newest or oldest; a column: "most expensive". */
  readonly order: OrderIR | null;
}

/** "top 10 customers", "5 cheapest products", "the latest order", "last 20 orders". */
export function readLimit(asked: Asked): ReadLimit | null {
  const { reading } = asked;
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const read = topAt(asked, at) ?? superlativeAt(asked, at);
    if (read !== null) return read;
  }
  return null;
}

function topAt(asked: Asked, at: number): ReadLimit | null {
  const { reading } = asked;
  const top = matchPhrase(reading, at, topWords);
  const bottom = matchPhrase(reading, at, bottomWords);
  const length = Math.max(top, bottom);
  if (length === 0) return null;
  const count = wholeNumber(asked, at + length);
  if (count === null || textOf(free(reading, at + length + 1), 'unit') !== undefined) return null;
  const word = free(reading, at)?.lower ?? '';
  claim(reading, at, at + length + 1);
  const ranked = mentionAt(asked, skipFillers(asked, at + length + 1));
  const byTime = /^(?:first|last|перв|последн)/u.test(word);
  const last = /^(?:last|последн)/u.test(word);
  return {
    limit: count,
    direction: byTime ? (last ? 'desc' : 'asc') : top > 0 ? 'desc' : 'asc',
    ranked,
    order: byTime ? { by: null, direction: last ? 'desc' : 'asc', time: true } : null,
  };
}

/** `[N] <superlative> [N] <table>`: rows ranked by price, time, weight or money. */
function superlativeAt(asked: Asked, at: number): ReadLimit | null {
  const { reading } = asked;
  const max = matchPhrase(reading, at, maxWords);
  const min = matchPhrase(reading, at, minWords);
  const length = Math.max(max, min);
  if (length === 0) return null;
  const after = wholeNumber(asked, at + length);
  const before = at > 0 ? wholeNumber(asked, at - 1) : null;
  const next = skipFillers(asked, at + length + (after === null ? 0 : 1));
  const mention = mentionAt(asked, next);
  const table = tableOf(mention);
  if (table === null || mention === null) return null;
  const words = reading.tokens
    .slice(at, at + length)
    .map((token) => token.lower)
    .join(' ');
  const direction: 'asc' | 'desc' = max > 0 ? 'desc' : 'asc';
  const explicit = rankedBy(asked, mention.end);
  const order: OrderIR | null =
    explicit === null
      ? superlativeOrder(asked, table, { meaning: superlativeMeanings[words], direction })
      : { by: explicit.ref, direction };
  if (order === null) return null;
  claim(reading, before === null ? at : at - 1, at + length + (after === null ? 0 : 1));
  if (explicit !== null) claim(reading, mention.end, explicit.end);
  const plural = mention.words.toLowerCase().endsWith('s') && before === null && after === null;
  return { limit: after ?? before ?? (plural ? 10 : 1), direction, ranked: mention, order };
}

/** "biggest depot by capacity": what follows says by what. */
function rankedBy(
  asked: Asked,
  at: number,
): { readonly ref: ColumnRef; readonly end: number } | null {
  if (!/^(?:by|in|по)$/u.test(free(asked.reading, at)?.lower ?? '')) return null;
  const mention = mentionAt(asked, skipFillers(asked, at + 1));
  const ref = columnOf(asked, mention, isMeasure);
  return mention === null || ref === null || tableOf(mention) !== null
    ? null
    : { ref, end: mention.end };
}

function superlativeOrder(
  asked: Asked,
  table: CatalogTable,
  {
    meaning,
    direction,
  }: {
    readonly meaning: 'price' | 'time' | 'weight' | undefined;
    readonly direction: 'asc' | 'desc';
  },
): OrderIR | null {
  if (meaning === 'time') return { by: null, direction, time: true };
  const pattern =
    meaning === 'price'
      ? /price|cost|fee|amount|total/iu
      : meaning === 'weight'
        ? /weight|mass/iu
        : null;
  const columns =
    pattern === null
      ? moneyColumns(table)
      : table.columns.filter((column) => isMeasure(column, table) && pattern.test(column.name));
  const [column, ...others] = columns;
  if (column === undefined) return null;
  // Which column a bare "largest" means is a guess.
  asked.assumptions.push({
    path: 'order',
    value: `${table.object.name}.${column.name}`,
    because: 'the words name no column to rank by',
    alternatives: others.slice(0, 4).map((one) => `${table.object.name}.${one.name}`),
  });
  return { by: { table, column }, direction };
}

/** "which customer has the most orders": grouped by the asked, ranked by the number of the other. */
export interface ReadMost {
  readonly group: GroupIR;
  readonly measure: MeasureIR;
  readonly direction: 'asc' | 'desc';
  readonly limit: number;
}

export function readMost(asked: Asked): ReadMost | null {
  const { reading } = asked;
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const most = matchPhrase(reading, at, mostWords);
    const fewest = most > 0 ? 0 : matchPhrase(reading, at, fewestWords);
    const extreme = most + fewest > 0 ? null : extremeMost(asked, at);
    if (most + fewest === 0 && extreme === null) continue;
    const counted = mentionAt(asked, skipFillers(asked, at + most + fewest));
    const table = tableOf(counted);
    const measure: MeasureIR | null =
      extreme?.measure ??
      (table === null ? null : { fn: 'count', column: null, table, distinct: false });
    const asker = askedFor(asked, at);
    if (asker === null || measure === null) continue;
    claim(reading, at, extreme?.end ?? counted?.end ?? at + most + fewest);
    claim(reading, asker.start, asker.end);
    return {
      group: asker.group,
      measure,
      direction: most > 0 || extreme?.descending === true ? 'desc' : 'asc',
      limit: asker.limit,
    };
  }
  return null;
}

/** "the highest total amount", "the largest number of orders": an extreme of a measure over groups. */
function extremeMost(
  asked: Asked,
  at: number,
): { readonly measure: MeasureIR; readonly end: number; readonly descending: boolean } | null {
  const max = matchPhrase(asked.reading, at, maxWords);
  const min = matchPhrase(asked.reading, at, minWords);
  if (max + min === 0) return null;
  const read = measureAt(asked, skipFillers(asked, at + Math.max(max, min)));
  return read === null ? null : { measure: read.measure, end: read.end, descending: max > 0 };
}

function askedFor(
  asked: Asked,
  before: number,
): {
  readonly group: GroupIR;
  readonly start: number;
  readonly end: number;
  readonly limit: number;
} | null {
  const { reading } = asked;
  for (let at = 0; at < before; at += 1) {
    const which = matchPhrase(reading, at, askWords);
    const limit = wholeNumber(asked, at + which);
    const place = skipFillers(asked, at + which + (limit === null ? 0 : 1));
    const mention = which === 0 ? null : mentionAt(asked, place);
    const group = mention === null ? null : groupOf(asked, mention);
    if (group !== null && mention !== null)
      return { group, start: at, end: mention.end, limit: limit ?? 1 };
  }
  const first = asked.mentions.findLast(
    (one) => one.end <= before && mentionAt(asked, one.start) !== null,
  );
  const group = first === undefined ? null : groupOf(asked, first);
  return group === null || first === undefined
    ? null
    : { group, start: first.start, end: first.end, limit: 1 };
}

/** What a group mention means: each row of a table, or each value of a column. */
export function groupOf(asked: Asked, mention: Mention): GroupIR | null {
  const table = tableOf(mention);
  const best = mention.candidates[0]?.score ?? 0;
  if (table !== null && best < 1.01 && mention.candidates[0]?.kind !== 'column') {
    return { kind: 'table', table };
  }
  const ref = columnOf(asked, mention);
  if (ref === null) return table === null ? null : { kind: 'table', table };
  return { kind: 'column', ref };
}

/** What "by" and "per" lead to: groups, or what to order by. */
export interface ReadGroups {
  readonly groups: readonly GroupIR[];
  readonly orderBy: MeasureIR | OrderIR['by'] | null;
  readonly measure: MeasureIR | null;
}

export function readGroups(asked: Asked, ranked: boolean): ReadGroups {
  const { reading } = asked;
  const groups: GroupIR[] = [];
  let orderBy: ReadGroups['orderBy'] = null;
  let measured: MeasureIR | null = null;
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const time = timeGroupAt(asked, at);
    if (time !== null) {
      groups.push(time.group);
      claim(reading, at, time.end);
      continue;
    }
    const length = matchPhrase(reading, at, groupWords);
    if (length === 0) continue;
    const next = skipFillers(asked, at + length);
    const measure = measureAt(asked, next);
    if (measure !== null) {
      claim(reading, at, measure.end);
      measured ??= measure.measure;
      orderBy ??= measure.measure;
      continue;
    }
    const mention = mentionAt(asked, next);
    if (mention === null) continue;
    const number = ranked ? columnOf(asked, mention, isMeasure) : null;
    if (number !== null && tableOf(mention) === null) {
      claim(reading, at, mention.end);
      orderBy ??= number;
      continue;
    }
    let group = groupOf(asked, mention);
    if (group === null) {
      askGroup(asked, mention.words);
      continue;
    }
    claim(reading, at, mention.end);
    let end = mention.end;
    while (group !== null) {
      groups.push(group);
      // "by country and status"
      const joint = /^(?:and|и|,)$/u.test(free(reading, end)?.lower ?? '') ? 1 : 0;
      const again = joint === 0 ? null : timeGroupAt(asked, end + 1);
      if (again !== null) {
        groups.push(again.group);
        claim(reading, end, again.end);
        break;
      }
      const repeated = matchPhrase(reading, end + joint, groupWords);
      const place = end + joint + repeated;
      // A comma joins names only: "for each industry, the client with …" goes on otherwise.
      const isComma = free(reading, end)?.text === ',';
      const other =
        joint === 0 ? null : mentionAt(asked, isComma ? place : skipFillers(asked, place));
      group = other === null ? null : groupOf(asked, other);
      if (other !== null) {
        claim(reading, end, other.end);
        end = other.end;
      }
    }
  }
  return { groups, orderBy, measure: measured };
}

function askGroup(asked: Asked, words: string): void {
  asked.open.push({
    question:
      asked.language === 'ru'
        ? `По какому столбцу группировать? "${words}" не столбец и не таблица.`
        : `Grouped by which column? "${words}" is neither a column nor a table.`,
    choices: [],
  });
}

const unitNames: readonly TimeUnit[] = ['hour', 'day', 'week', 'month', 'quarter', 'year'];

/** "per month", "monthly", "by order month", "по месяцам". */
function timeGroupAt(
  asked: Asked,
  at: number,
): { readonly group: GroupIR; readonly end: number } | null {
  const { reading } = asked;
  const frequency = unitNames.find((unit) => unit === textOf(free(reading, at), 'frequency'));
  if (frequency !== undefined)
    return { group: { kind: 'time', unit: frequency, ref: null }, end: at + 1 };
  if (/^(?:помесячно|поквартально|подневно|понедельно)$/u.test(free(reading, at)?.lower ?? '')) {
    const word = free(reading, at)?.lower ?? '';
    const unit = word.startsWith('помес')
      ? 'month'
      : word.startsWith('покв')
        ? 'quarter'
        : word.startsWith('подн')
          ? 'day'
          : 'week';
    return { group: { kind: 'time', unit, ref: null }, end: at + 1 };
  }
  const length = matchPhrase(reading, at, groupWords);
  if (length === 0) return null;
  const next = at + length;
  const direct = unitAt(asked, next) ?? unitAt(asked, next + 1);
  if (
    direct !== null &&
    (unitAt(asked, next) !== null ||
      /^(?:the|calendar|each)$/u.test(free(reading, next)?.lower ?? ''))
  ) {
    const end = unitAt(asked, next) === null ? next + 2 : next + 1;
    return { group: { kind: 'time', unit: direct, ref: null }, end };
  }
  // "by order month", "by month of hiring"
  const mention = mentionAt(asked, next);
  const unit = mention === null ? null : unitAt(asked, mention.end);
  const ref = columnOf(asked, mention, (column) => isTemporal(column.type));
  if (mention !== null && unit !== null) {
    return { group: { kind: 'time', unit, ref }, end: mention.end + 1 };
  }
  return null;
}

function unitAt(asked: Asked, at: number): TimeUnit | null {
  const token = free(asked.reading, at);
  const unit =
    textOf(token, 'unit') ?? russianUnits.find(([stem]) => token?.lower.startsWith(stem))?.[1];
  const known = unitNames.find((one) => one === unit);
  if (known === undefined) return null;
  // A column called "year" is a column.
  const mention = mentionAt(asked, at);
  return mention?.candidates[0]?.kind === 'column' && mention.candidates[0].score >= 1
    ? null
    : known;
}

const russianUnits: readonly (readonly [string, TimeUnit])[] = [
  ['год', 'year'],
  ['дням', 'day'],
  ['часам', 'hour'],
];

/** "sorted by price descending", "newest first". */
export function readOrder(asked: Asked): {
  readonly order: OrderIR | null;
  readonly direction: 'asc' | 'desc' | null;
} {
  const { reading } = asked;
  let order: OrderIR | null = null;
  let direction: 'asc' | 'desc' | null = null;
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const length = matchPhrase(reading, at, orderWords);
    if (length > 0 && order === null) {
      let next = skipFillers(asked, at + length);
      const cheapest = matchPhrase(reading, next, minWords);
      const dearest = matchPhrase(reading, next, maxWords);
      if (cheapest + dearest > 0) {
        direction = cheapest > 0 ? 'asc' : 'desc';
        claim(reading, at, next + Math.max(cheapest, dearest));
        order = { by: null, direction };
        continue;
      }
      const measure = measureAt(asked, next) ?? extremeAt(asked, next);
      next = skipFillers(asked, next);
      const mention = mentionAt(asked, next);
      const ref = columnOf(asked, mention);
      if (measure !== null) {
        order = { by: measure.measure, direction: 'asc' };
        claim(reading, at, measure.end);
      } else if (ref !== null && mention !== null) {
        order = { by: ref, direction: 'asc' };
        claim(reading, at, mention.end);
      } else if (
        /^(?:it|them|count|total|that|this|sum|amount|number)$/u.test(
          reading.tokens[next]?.lower ?? '',
        )
      ) {
        order = { by: null, direction: 'asc' };
        claim(reading, at, next + 1);
      }
    }
    const down = matchPhrase(reading, at, descendingWords);
    const up = matchPhrase(reading, at, ascendingWords);
    if (down + up === 0) continue;
    direction = down > 0 ? 'desc' : 'asc';
    const isTime = reading.tokens
      .slice(at, at + Math.max(down, up))
      .some(({ lower }) => /new|latest|recent|old|earliest|нов|стар/u.test(lower));
    claim(reading, at, at + Math.max(down, up));
    if (isTime && order === null) order = { by: null, direction, time: true };
  }
  if (order !== null && direction !== null) order = { ...order, direction };
  return { order, direction };
}

function wholeNumber(asked: Asked, at: number): number | null {
  const token = free(asked.reading, at);
  const count = numberOf(token, 'number');
  return count !== undefined && Number.isInteger(count) && count >= 1 && count <= 10_000
    ? count
    : null;
}
