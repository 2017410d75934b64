import { isNumeric, type CatalogTable } from '@ai-etl/core';
import { eventColumns, hasClearEvent, linkColumn, isMoment } from '../link/link-column.ts';
import { claim, free } from '../parse/reading.ts';
import {
  columnOf,
  isFree,
  linkMentions,
  nameOf,
  openQuestion,
  tableOf,
  type Asked,
} from './asked.ts';
import type { Mention } from './mentions.ts';
import { matchPhrase } from './phrases.ts';
import type {
  ColumnRef,
  ConditionIR,
  GroupIR,
  MeasureIR,
  OrderIR,
  QuestionIR,
} from './question-ir.ts';
import type { QuestionRequest } from './question-types.ts';
import { askWords, distinctWords, fillerWords } from './question-words.ts';
import { readAbsence, readComparisons, readEqualities, readPatterns } from './read-conditions.ts';
import { claimMeasure, extremeAt, measureAt, severalAt } from './read-measures.ts';
import { findPath } from './join-graph.ts';
import { readGroups, readLimit, readMost, readOrder, type ReadGroups } from './read-shape.ts';
import { readTimes, type TimeWords } from './read-time.ts';

/** What was read, beside the state of reading. */
export interface Interpreted {
  readonly ir: QuestionIR;
  readonly asked: Asked;
  /** Words of content that nothing explains. */
  readonly unknown: readonly string[];
}

/**
 * Reads a question in a fixed order: times, names, limits, order, measures, groups, conditions,
 * then what is left to show. Each step claims its words, so that none is read twice; words that
 * nobody claims are told, never dropped. Pure.
 */
export function interpret(request: QuestionRequest): Interpreted {
  const asked = openQuestion(request.question, request.schema, request.values ?? []);
  const times = readTimes(asked);
  linkMentions(asked);
  const dated = times.map((time) => timeCondition(asked, time));
  const patterns = readPatterns(asked);
  const { order: said, direction } = readOrder(asked);
  const comparisons = readComparisons(asked);
  const absence = readAbsence(asked);
  const most = readMost(asked);
  const limit = most === null ? readLimit(asked) : null;
  const rankedTable = tableOf(limit?.ranked ?? null);
  const grouped = summedRank(asked, readGroups(asked, limit !== null), rankedTable);
  const measures: MeasureIR[] = [
    ...(most === null ? [] : [most.measure]),
    ...(grouped.measure === null ? [] : [grouped.measure]),
    ...readMeasures(asked),
  ];
  const extremes = readExtremes(asked, rankedTable !== null);
  const equalities = readEqualities(asked);
  const conditions: ConditionIR[] = [
    ...comparisons,
    ...patterns,
    ...absence.conditions,
    ...equalities,
    ...dated,
  ];
  const distinctWord = claimDistinct(asked);
  const shown = readShown(asked);
  const groups: GroupIR[] = [...(most === null ? [] : [most.group]), ...grouped.groups];
  const allMeasures = [...measures, ...extremes.measures];
  const wantsRanking = limit !== null && limit.order === null && grouped.measure !== null;
  if (wantsRanking && groups.length === 0) {
    const group =
      rankedTable !== null && rankedTable !== grouped.measure?.table
        ? ({ kind: 'table', table: rankedTable } as const)
        : rankGroup(asked, limit, shown.columns, grouped.measure);
    if (group !== null) groups.push(group);
  }
  const groupedColumns = new Set(
    groups.flatMap((one) => (one.kind === 'column' ? [one.ref.column] : [])),
  );
  const columns = shown.columns.filter(({ column }) => !groupedColumns.has(column));
  const tables = shown.tables.filter(
    (table) => !groups.some((one) => one.kind === 'table' && one.table === table),
  );
  const having = conditions.some((one) => one.kind === 'group');
  const bare =
    tables.length === 0 && columns.length === 0 && allMeasures.length === 0 && groups.length === 0;
  // "cities starting with L": the values of that column.
  const [pattern] = patterns;
  const valuesOf = bare && pattern?.kind === 'like' && asked.named.size === 0 ? pattern.ref : null;
  if (valuesOf !== null) columns.push(valuesOf);
  const ranksRows = extremes.order !== null && groups.length > 0;
  if (ranksRows || (most !== null && grouped.groups.length > 0)) askBestOfEach(asked);
  const entity = entityOf(asked, {
    tables,
    columns,
    limitTable: rankedTable,
    extreme: extremes.entity,
  });
  if (having && groups.length === 0 && entity !== null)
    groups.push({ kind: 'table', table: entity });
  const counted = countedGroup({ groups, measures: allMeasures, entity, having, asked });
  const finalMeasures = [...allMeasures, ...counted];
  const order = orderOf({
    said,
    direction,
    limit,
    most,
    orderBy: grouped.orderBy,
    extreme: extremes.order,
    measures: finalMeasures,
    groups,
  });
  const ir: QuestionIR = {
    entity,
    measures: dedupeMeasures(finalMeasures),
    groups,
    conditions,
    exists: absence.exists,
    columns,
    beside: tables.filter((table) => table !== entity),
    distinct:
      distinctWord ||
      valuesOf !== null ||
      (shown.asked && finalMeasures.length === 0 && groups.length === 0),
    order,
    limit: limit?.limit ?? most?.limit ?? extremes.limit,
  };
  return { ir, asked, unknown: unknownWords(asked, ir.measures.length > 0) };
}

function readMeasures(asked: Asked): MeasureIR[] {
  const found: MeasureIR[] = [];
  for (let at = 0; at < asked.reading.tokens.length; at += 1) {
    const several = severalAt(asked, at);
    if (several !== null) {
      claim(asked.reading, at, several.end);
      found.push(...several.measures);
      continue;
    }
    const extreme = extremeAt(asked, at);
    if (extreme !== null) {
      // Read later: it may rank rows instead.
      at = extreme.end - 1;
      continue;
    }
    const read = measureAt(asked, at);
    if (read === null) continue;
    claimMeasure(asked, read);
    found.push(read.measure);
  }
  return found;
}

interface Extremes {
  readonly measures: readonly MeasureIR[];
  readonly order: OrderIR | null;
  readonly limit: number | null;
  readonly entity: CatalogTable | null;
}

/** "product with the highest price" ranks rows; "the highest price" is a value. */
function readExtremes(asked: Asked, ranked: boolean): Extremes {
  const { tokens } = asked.reading;
  const measures: MeasureIR[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const read = extremeAt(asked, at);
    if (read === null) continue;
    const leads = tokens
      .slice(Math.max(0, at - 3), at)
      .some(({ lower }) =>
        /^(?:with|has|have|had|having|by|gets?|earns?|earn|whose|с|со|имеет|имеют|получает|у)$/u.test(
          lower,
        ),
      );
    const subject = asked.mentions.find(
      (one) => one.end <= at && isFree(asked, one) && tableOf(one) !== null,
    );
    const asksWho = tokens
      .slice(0, at)
      .some(({ lower }) => /^(?:who|which|whose|кто|какой|какая|у)$/u.test(lower));
    claimMeasure(asked, read);
    const { measure } = read;
    if (
      measure.column !== null &&
      (leads || asksWho) &&
      (subject !== undefined || asksWho) &&
      !ranked
    ) {
      return {
        measures,
        order: {
          by: { table: measure.table, column: measure.column },
          direction: measure.fn === 'max' ? 'desc' : 'asc',
        },
        limit: 1,
        entity: tableOf(subject ?? null) ?? measure.table,
      };
    }
    measures.push(measure);
  }
  return { measures, order: null, limit: null, entity: null };
}

function claimDistinct(asked: Asked): boolean {
  const { reading } = asked;
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const length = matchPhrase(reading, at, distinctWords);
    if (length === 0) continue;
    claim(reading, at, at + length);
    return true;
  }
  return false;
}

interface Shown {
  readonly columns: readonly ColumnRef[];
  readonly tables: readonly CatalogTable[];
  /** "what cities …": the different values of a column are asked for. */
  readonly asked: boolean;
}

/** What is left: tables and columns to show. */
function readShown(asked: Asked): Shown {
  const { reading } = asked;
  const columns: ColumnRef[] = [];
  const tables: CatalogTable[] = [];
  let asks = false;
  for (const mention of asked.mentions) {
    if (!isFree(asked, mention)) continue;
    const [best] = mention.candidates;
    const table = tableOf(mention);
    if (table !== null && (best?.kind !== 'column' || best.score <= 1)) {
      if (!tables.includes(table)) tables.push(table);
    } else {
      const ref = columnOf(asked, mention);
      if (ref === null) continue;
      const follows = [1, 2].some(
        (back) => matchPhrase(reading, mention.start - back, askWords) > 0,
      );
      if (columns.length === 0 && follows && !isNumeric(ref.column.type)) asks = true;
      if (!columns.some((one) => one.column === ref.column && one.table === ref.table))
        columns.push(ref);
    }
    claim(reading, mention.start, mention.end);
  }
  return { columns, tables, asked: asks };
}

function entityOf(
  asked: Asked,
  {
    tables,
    columns,
    limitTable,
    extreme,
  }: {
    readonly tables: readonly CatalogTable[];
    readonly columns: readonly ColumnRef[];
    readonly limitTable: CatalogTable | null;
    readonly extreme: CatalogTable | null;
  },
): CatalogTable | null {
  const [only] = asked.schema.tables;
  return (
    extreme ??
    limitTable ??
    tables[0] ??
    columns[0]?.table ??
    (asked.schema.tables.length === 1 ? (only ?? null) : null)
  );
}

/** "top 5 products by quantity": a number of another table, of many rows a product, is added up. */
function summedRank(asked: Asked, read: ReadGroups, ranked: CatalogTable | null): ReadGroups {
  const { orderBy } = read;
  if (ranked === null || orderBy === null || 'fn' in orderBy || orderBy.table === ranked)
    return read;
  const { table, column } = orderBy;
  const isOf =
    findPath(asked.edges, [table], ranked, () => 0)?.every((step) => step.toOne) ?? false;
  if (!isOf || column === null) return read;
  const measure: MeasureIR = { fn: 'sum', column, table, distinct: false };
  asked.assumptions.push({
    path: 'measure',
    value: `sum of ${nameOf({ table, column })}`,
    because: `each row of ${ranked.object.name} has many of them`,
    alternatives: ['avg', 'max'],
  });
  return { ...read, orderBy: measure, measure };
}

/** "top 5 cities by number of orders": the ranked column is the group. */
function rankGroup(
  asked: Asked,
  limit: { readonly ranked: Mention | null } | null,
  columns: readonly ColumnRef[],
  measure: MeasureIR | null,
): GroupIR | null {
  const ref = columnOf(asked, limit?.ranked ?? null) ?? columns[0] ?? null;
  if (ref !== null && ref.column !== measure?.column) return { kind: 'column', ref };
  return null;
}

/** "orders by status" counts the orders of each. */
function countedGroup({
  groups,
  measures,
  entity,
  having,
  asked,
}: {
  readonly groups: readonly GroupIR[];
  readonly measures: readonly MeasureIR[];
  readonly entity: CatalogTable | null;
  readonly having: boolean;
  readonly asked: Asked;
}): readonly MeasureIR[] {
  if (groups.length === 0 || measures.length > 0 || having || entity === null) return [];
  asked.assumptions.push({
    path: 'measure',
    value: 'count',
    because: 'groups are asked for without saying what to compute',
    alternatives: [],
  });
  return [{ fn: 'count', column: null, table: entity, distinct: false }];
}

function orderOf({
  said,
  direction,
  limit,
  most,
  orderBy,
  extreme,
  measures,
  groups,
}: {
  readonly said: OrderIR | null;
  readonly direction: 'asc' | 'desc' | null;
  readonly limit: ReturnType<typeof readLimit>;
  readonly most: ReturnType<typeof readMost>;
  readonly orderBy: ReturnType<typeof readGroups>['orderBy'];
  readonly extreme: OrderIR | null;
  readonly measures: readonly MeasureIR[];
  readonly groups: readonly GroupIR[];
}): OrderIR | null {
  if (most !== null) return { by: most.measure, direction: most.direction };
  if (said !== null) return said;
  if (extreme !== null) return extreme;
  if (limit !== null) {
    if (limit.order !== null && orderBy === null) return limit.order;
    if (orderBy !== null) return { by: orderBy, direction: limit.direction };
    if (measures.length > 0) return { by: null, direction: limit.direction };
  }
  if (direction !== null && measures.length > 0) return { by: null, direction };
  // "by number of orders" without "top": ordered so.
  if (orderBy !== null && groups.length > 0 && limit === null && direction !== null)
    return { by: orderBy, direction };
  return null;
}

/** The column a time belongs to: the verb before it may say which ("delivered last month"). */
function timeCondition(asked: Asked, time: TimeWords): ConditionIR {
  const { tokens } = asked.reading;
  let ref: ColumnRef | null = null;
  for (let at = time.at - 1; at >= Math.max(0, time.at - 3) && ref === null; at -= 1) {
    const token = tokens[at];
    if (token === undefined || fillerWords.has(token.lower)) continue;
    const mention = asked.mentions.find((one) => one.start <= at && one.end > at);
    const named = columnOf(asked, mention ?? null, isMoment);
    if (
      mention !== undefined &&
      named !== null &&
      isFree(asked, mention) &&
      tableOf(mention) === null
    ) {
      ref = named;
      claim(asked.reading, mention.start, mention.end);
    } else if (mention === undefined && free(asked.reading, at) !== undefined) {
      for (const table of asked.named) {
        const linked = linkColumn(token.lower, table, isMoment);
        if (linked.column === null) continue;
        ref = { table, column: linked.column };
        claim(asked.reading, at, at + 1);
        break;
      }
    }
    break;
  }
  return { kind: 'time', ref, period: time.period, range: time.range, words: time.words };
}

/** The column that says when a row came to be, or null; told when another one might be meant. */
export function eventColumn(asked: Asked, table: CatalogTable): ColumnRef | null {
  const [column, ...others] = eventColumns(table);
  if (column === undefined) return null;
  if (!hasClearEvent(table) || others.length > 0) {
    const value = nameOf({ table, column });
    if (!asked.assumptions.some((one) => one.path === 'time' && one.value === value)) {
      asked.assumptions.push({
        path: 'time',
        value,
        because: 'the words do not say which date counts',
        alternatives: others.slice(0, 4).map((one) => nameOf({ table, column: one })),
      });
    }
  }
  return { table, column };
}

function dedupeMeasures(measures: readonly MeasureIR[]): readonly MeasureIR[] {
  return measures.filter(
    (one, at) =>
      measures.findIndex(
        (other) => other.fn === one.fn && other.column === one.column && other.table === one.table,
      ) === at,
  );
}

/** Verbs of belonging and doing that add nothing to names that are linked already. */
/** One row of each group, by an extreme: this reader cannot say it. */
function askBestOfEach(asked: Asked): void {
  asked.open.push({
    question:
      asked.language === 'ru'
        ? 'Лучшую строку каждой группы я искать не умею. Показать максимум по группам или одну строку на всех?'
        : 'I cannot pick one row of each group. Should I show the extreme value of each group, or the one row over all?',
    choices: [],
  });
}

const glue =
  /^(?:are|do|did|does|has|have|still|offer(?:s|ed)?|serve[sd]?|book(?:ed)?|ship(?:ped)?|sent|issued|opened|created|handled|live[sd]?|lives|living|located|come|placed|ordered|made|bought|buy|buys|purchased|sold|sell|work(?:s|ed|ing)?|earn(?:s|ed)?|registered|signed|joined|paid|received|receive|gets?|written|based|handled|generated|bring|brought|produced|people|there|got|happen(?:ed)?|highest|lowest|largest|biggest|всего|живут|сделали|сделано|сделал|работа\S*|оформлен\S*|зарегистрир\S*|поступил\S*|пришло|купил\S*|размещ\S*|разбивк\S*|разрез\S*)$/u;

function unknownWords(asked: Asked, measured: boolean): readonly string[] {
  return asked.reading.tokens.flatMap((token, at) => {
    if (asked.reading.claimed[at] !== 0) return [];
    // "total" is no small word when nothing is added up.
    if (
      !measured &&
      /^(?:total|average|sum|count|many|much|сколько|сумм\S*|средн\S*)$/u.test(token.lower)
    )
      return [token.text];
    if (token.kind === 'mark' || fillerWords.has(token.lower)) return [];
    if (glue.test(token.lower) && asked.named.size > 0) return [];
    return [token.text];
  });
}
