import type { CatalogTable, Expression, QueryColumn, SelectQuery } from '@ai-etl/core';
import type { Building } from '../building.ts';
import { isGroupTest } from '../build-tests.ts';
import { call, column } from '../expressions.ts';
import type { ColumnMention, Form, Measure, TableMention } from '../form.ts';
import { measureName } from './measure-expression.ts';
import { measuredTable } from './measured-table.ts';
import { outerQuery } from './outer-query.ts';
import type { Resolution } from '../resolve.ts';
import type { SelectForm } from './select-form.ts';

/**
 * "How many clients have more than five orders?": what is counted are the rows that pass a test of what belongs to
 * them, so these are found first, each once. Null where nothing is measured over such rows.
 */
export function rowsThatHaveSeveral(
  form: Form,
  building: Building,
  select: SelectForm,
): SelectQuery | null {
  const { shows, groups, order, frame, overTime, limit } = form;
  const entity = countedRows(form) ?? form.entity ?? measuredRows(form, building.resolution);
  if (entity === null || frame !== null || overTime !== null) return null;
  if (order.length > 0 || limit !== null) return null;
  const { resolution } = building;
  const table = resolution.tableOf(entity);
  const measures = shows.filter((show) => show.kind === 'measure');
  const isOwn = (one: ColumnMention | TableMention): one is ColumnMention =>
    one.kind === 'column' &&
    one.derived === undefined &&
    one.reckoned === undefined &&
    resolution.fieldOf(one).table === table;
  if (measures.length === 0 || measures.length < shows.length) return null;
  if (!measures.every((one) => isPlain(one, { table, building, isOwn }))) return null;
  const columns = groups.filter(isOwn);
  if (columns.length < groups.length || !form.tests.some(isTestOfOthers(table, building)))
    return null;
  const measured = measures.flatMap(({ of }) => (of?.kind === 'column' ? [of] : []));
  const inner = { ...form, entity, shows: [entity, ...columns, ...measured], groups: [] };
  const { query } = select(inner, building);
  const placed = (mention: ColumnMention): Expression | null => {
    const { name } = resolution.fieldOf(mention).column;
    const shown = query.select.find(
      ({ expression }) => expression.kind === 'column' && expression.name === name,
    );
    return shown === undefined ? null : column('each', shown.name);
  };
  const keys = columns.map((mention) => placed(mention));
  const values = measures.map((measure): QueryColumn | null => {
    const of = measure.of?.kind === 'column' ? placed(measure.of) : undefined;
    if (of === null) return null;
    const args = of === undefined ? [] : [of];
    const expression = call(measure.fn, args, measure.distinct && args.length > 0);
    return { name: measureName(measure, resolution), expression };
  });
  if (keys.includes(null) || values.includes(null)) return null;
  const own = keys.flatMap((key) => key ?? []);
  return {
    ...outerQuery('each', query, []),
    select: [
      ...own.flatMap((key) => (key.kind === 'column' ? [{ name: key.name, expression: key }] : [])),
      ...values.flatMap((value) => value ?? []),
    ],
    groupBy: own,
  };
}

function countedRows({ shows: [first] }: Form): TableMention | null {
  const of = first?.kind === 'measure' ? first.of : null;
  return of?.kind === 'table' ? of : null;
}

/** The rows that are counted, or whose column is named. */
function measuredRows({ shows }: Form, { fieldOf }: Resolution): TableMention | null {
  const [first] = shows;
  const of = first?.kind === 'measure' ? first.of : null;
  if (of === null || of.kind === 'table') return of;
  const alternatives = [{ what: fieldOf(of).table, score: 1 }];
  return { kind: 'table', alternatives, words: of.words, at: of.at };
}

/** The rows themselves are counted, or a column of theirs is added up. */
function isPlain(
  { of, where, share, reckoned, fn }: Measure,
  {
    table,
    building,
    isOwn,
  }: {
    readonly table: CatalogTable;
    readonly building: Building;
    readonly isOwn: (one: ColumnMention | TableMention) => boolean;
  },
): boolean {
  if (where !== undefined || share !== undefined || reckoned !== undefined) return false;
  if (of === null) return fn === 'count';
  return of.kind === 'table' ? building.resolution.tableOf(of) === table : isOwn(of);
}

/** More than so many rows of another table, or more than so much of them. */
function isTestOfOthers(table: CatalogTable, building: Building) {
  return (test: Form['tests'][number]): boolean => {
    if (!isGroupTest(test) || (test.kind !== 'compare' && test.kind !== 'between')) return false;
    if (test.left.kind !== 'measure') return false;
    const other = measuredTable(test.left, building);
    return other !== null && other !== table;
  };
}
