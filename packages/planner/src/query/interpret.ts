import type { CatalogTable } from '@ai-etl/core';
import { columnOf, linkMentions, openQuestion, tableOf, type Asked } from './asked.ts';
import { readAbsence } from './conditions/read-absence.ts';
import { readComparisons } from './conditions/read-comparisons.ts';
import { readEqualities } from './conditions/read-equalities.ts';
import { readPatterns } from './conditions/read-patterns.ts';
import { timeCondition } from './conditions/time-condition.ts';
import { countedGroup, summedRank } from './measures/implied-measure.ts';
import { readExtremes } from './measures/read-extremes.ts';
import { readMeasures } from './measures/read-measures.ts';
import type { Mention } from './mentions.ts';
import type { ColumnRef, ConditionIR, GroupIR, MeasureIR, QuestionIR } from './question-ir.ts';
import type { QuestionRequest } from './question-types.ts';
import { readTimes } from './read-time.ts';
import { orderOf } from './shape/choose-order.ts';
import { readGroups } from './shape/read-groups.ts';
import { readLimit } from './shape/read-limit.ts';
import { readMost } from './shape/read-most.ts';
import { readOrder } from './shape/read-order.ts';
import { claimDistinct, readShown } from './shape/read-shown.ts';
import { unknownWords } from './unknown-words.ts';

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

function dedupeMeasures(measures: readonly MeasureIR[]): readonly MeasureIR[] {
  return measures.filter(
    (one, at) =>
      measures.findIndex(
        (other) => other.fn === one.fn && other.column === one.column && other.table === one.table,
      ) === at,
  );
}

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
