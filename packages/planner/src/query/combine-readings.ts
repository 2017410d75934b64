import type { CatalogTable } from '@ai-etl/core';
import { columnOf, tableOf, type Asked } from './asked.ts';
import { countedGroup } from './measures/implied-measure.ts';
import { sameMeasure } from './measures/make-measure.ts';
import type { ColumnRef, ConditionIR, GroupIR, MeasureIR, QuestionIR } from './question-ir.ts';
import type { Readings } from './readings.ts';
import { chooseOrder } from './shape/choose-order.ts';
import type { Shown } from './shape/read-shown.ts';

/** What the phrases of a question come to together. Guesses and questions are noted in `asked`. */
export function combineReadings(asked: Asked, read: Readings): QuestionIR {
  const { limit, most, extremes, conditions } = read;
  const ranked = tableOf(limit?.ranked ?? null);
  const said = groupsOf(asked, read, ranked);
  const rest = besideGroups(read.shown, said);
  const measures = [...read.measures, ...extremes.measures];
  const isBare = [rest.tables, rest.columns, measures, said].every((list) => list.length === 0);
  const valuesOf = isBare && asked.named.size === 0 ? patternColumn(read.patterns) : null;
  const columns = valuesOf === null ? rest.columns : [...rest.columns, valuesOf];
  const ranksRows = extremes.order !== null && said.length > 0;
  if (ranksRows || (most !== null && read.grouped.groups.length > 0)) askBestOfEach(asked);
  const entity =
    extremes.entity ?? ranked ?? rest.tables[0] ?? columns[0]?.table ?? onlyTable(asked);
  const having = conditions.some((one) => one.kind === 'group');
  const groups: readonly GroupIR[] =
    having && said.length === 0 && entity !== null ? [{ kind: 'table', table: entity }] : said;
  const counted = countedGroup({ groups, measures, entity, having, asked });
  const computed = [...measures, ...counted];
  const listsValues = read.shown.asked && computed.length === 0 && groups.length === 0;
  return {
    entity,
    measures: eachOnce(computed),
    groups,
    conditions,
    exists: read.exists,
    columns,
    beside: rest.tables.filter((table) => table !== entity),
    distinct: read.distinct || valuesOf !== null || listsValues,
    order: chooseOrder(read, { computes: computed.length > 0, isGrouped: groups.length > 0 }),
    limit: limit?.limit ?? most?.limit ?? extremes.limit,
  };
}

/** The groups that are asked for; where only a ranking by a measure is, what is ranked. */
function groupsOf(
  asked: Asked,
  { most, limit, grouped, shown }: Readings,
  ranked: CatalogTable | null,
): readonly GroupIR[] {
  const groups = [...(most === null ? [] : [most.group]), ...grouped.groups];
  const { measure } = grouped;
  if (groups.length > 0 || measure === null || limit === null || limit.order !== null)
    return groups;
  if (ranked !== null && ranked !== measure.table) return [{ kind: 'table', table: ranked }];
  // "top 5 cities by number of orders": the ranked column is the group.
  const ref = columnOf(asked, limit.ranked) ?? shown.columns[0];
  return ref === undefined || ref.column === measure.column ? [] : [{ kind: 'column', ref }];
}

function besideGroups({ columns, tables }: Shown, groups: readonly GroupIR[]) {
  const isGroup = (what: ColumnRef['column'] | CatalogTable): boolean =>
    groups.some(
      (one) =>
        (one.kind === 'column' && one.ref.column === what) ||
        (one.kind === 'table' && one.table === what),
    );
  return {
    columns: columns.filter(({ column }) => !isGroup(column)),
    tables: tables.filter((table) => !isGroup(table)),
  };
}

/** "cities starting with L": the values of that column. */
function patternColumn([pattern]: readonly ConditionIR[]): ColumnRef | null {
  return pattern?.kind === 'like' ? pattern.ref : null;
}

function onlyTable({ schema: { tables } }: Asked): CatalogTable | null {
  const [only, ...others] = tables;
  return only === undefined || others.length > 0 ? null : only;
}

function eachOnce(measures: readonly MeasureIR[]): readonly MeasureIR[] {
  return measures.filter(
    (one, at) => measures.findIndex((other) => sameMeasure(other, one)) === at,
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
