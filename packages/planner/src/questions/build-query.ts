import type {
  CatalogTable,
  Expression,
  OrderKey,
  Query,
  QueryColumn,
  SelectQuery,
} from '@ai-etl/core';
import { Names } from '../query/build/output-names.ts';
import { keyColumns } from '../query/table-facts.ts';
import { weights } from './weights.ts';
import { namingColumns } from './naming.ts';
import { keepToKind } from './shapes/keep-to-kind.ts';
import { keepToRole } from './roles/bare-role.ts';
import { toldIn } from './units/told-in.ts';
import { inUnitOf } from './units/in-unit-of.ts';
import { areWantedOnce } from './repeated-values.ts';
import { Block } from './block.ts';
import { gapsBetween } from './gaps/build-gap.ts';
import { CannotBuild, type Building } from './building.ts';
import { extremeOfGroup, inOrderSaid } from './shapes/shown-groups.ts';
import { countValuesOnce } from './shapes/count-values.ts';
import { settleDirections } from './adjectives/settle-directions.ts';
import { isGroupTest, tableOfTest } from './build-tests.ts';
import { placeTests } from './place-tests.ts';
import { groupFields, rowColumns, target, valuesOf, type Target } from './targets.ts';
import { binary, isAmong, numeral } from './expressions.ts';
import {
  measuresOf,
  type ColumnMention,
  type Form,
  type Measure,
  type TableMention,
  type Test,
} from './form.ts';
import type { Resolution } from './resolve.ts';
import { aggregateOfGroups } from './shapes/compare-groups.ts';
import {
  averagesOfOne,
  countsOfOne,
  contradictions,
  knownShown,
  orderedTotal,
  saidAgain,
} from './shapes/contradictions.ts';
import { presentGroups } from './shapes/present-groups.ts';
import { rankedRows } from './shapes/ranked-rows.ts';
import { bestOfEach } from './shapes/best-of-each.ts';
import { overTime } from './shapes/over-time.ts';
import { nestedAggregate } from './shapes/nested-aggregate.ts';
import { measureExpression, measureName } from './shapes/measure-expression.ts';
import { mentionExpression } from './shapes/mention-expression.ts';
import { measuredTable } from './shapes/measured-table.ts';
import { rowsThatHaveSeveral } from './shapes/rows-that-have-several.ts';
import { valuesWithout } from './shapes/values-without.ts';
import { valuesThatHaveSeveral } from './shapes/values-that-have-several.ts';
import { severalMeasures } from './shapes/several-measures.ts';
import { reckonedTables } from './shapes/reckoned-tables.ts';
import { presentMoments } from './times/present-moments.ts';
import { tellsTime } from './times/time-in-name.ts';
import { totalOrder } from './shapes/total-order.ts';
import type { Selected } from './shapes/select-form.ts';
import type { SchemaIndex } from './schema-index.ts';

/** A query, and what is odd about it. */
export interface Built {
  readonly query: Query;
  readonly cost: number;
}

/** Turns a form whose mentions are resolved into a query; null when it cannot be one. */
export function buildForm(asked: Form, resolution: Resolution, index: SchemaIndex): Built | null {
  const building: Building = { index, resolution, subqueries: [], cost: 0 };
  try {
    const form = totalOrder(settleDirections(asked, resolution), building);
    building.cost +=
      contradictions(form.tests, resolution) +
      knownShown(form, resolution) +
      averagesOfOne(form, resolution) +
      countsOfOne(form, resolution) +
      orderedTotal(form);
    const query =
      overTime(form, building, build) ??
      nestedAggregate(form, building, build) ??
      gapsBetween(form, building, build) ??
      rankedRows(form, building, build) ??
      bestOfEach(form, building, build) ??
      rowsThatHaveSeveral(form, building, build) ??
      valuesThatHaveSeveral(form, building, build) ??
      severalMeasures(form, building, build) ??
      valuesWithout(form, building, build) ??
      intersection(form, building) ??
      inOrderSaid(build(form, building).query, form);
    return { query, cost: building.cost };
  } catch (error) {
    if (error instanceof CannotBuild) return null;
    throw error;
  }
}

/** "types that have both large and small ships": values that rows of each kind have. */
function intersection(form: Form, building: Building): Query | null {
  const at = form.tests.findIndex((test) => test.kind === 'apart');
  const test = form.tests[at];
  if (test?.kind !== 'apart') return null;
  const [left, right] = test.tests.map((one): SelectQuery | null => {
    const of = tableOfTest(one, building);
    const shown = form.shows.map((show) =>
      show.kind === 'column' ? building.resolution.fieldOf(show).table : null,
    );
    if (
      of === null ||
      (shown.length === 0
        ? form.entity === null || building.resolution.tableOf(form.entity) !== of
        : shown.some((table) => table !== of))
    )
      return null;
    return build(
      { ...form, tests: form.tests.with(at, one), order: [], limit: null },
      { ...building, subqueries: [] },
    ).query;
  });
  if (left == null || right == null) return null;
  return { kind: 'set', op: 'intersect', left, right, orderBy: [], limit: null };
}

function build(asked: Form, building: Building): Selected {
  const { resolution } = building;
  const form = countValuesOnce(asked, building);
  const measures = measuresOf(form);
  const shown = form.shows.filter(
    (show): show is ColumnMention | TableMention => show.kind !== 'measure',
  );
  const entity = form.entity === null ? null : resolution.tableOf(form.entity);
  const listed = entity ?? (form.shows.length === 0 ? testedTable(form, building) : null);
  const plain =
    form.shows.length === 0 && form.groups.length === 0 && listed !== null ? [listed] : [];
  const shows = [
    ...plain.map((table): Target => ({ table, field: null, mention: null })),
    ...shown.map((show) => target(show, resolution)),
  ];
  if (measures.length === 0) {
    const listedFields = shows.flatMap(({ table, field }) =>
      field === null ? rowColumns(table) : [field],
    );
    building.cost += saidAgain(listedFields, form.tests, resolution);
  }
  const measured = measures.map((measure) => measuredTable(measure, building));
  const groups = form.groups
    .map((group) => target(group, resolution))
    .filter((group) => !isEachAlone(group, measures, measured));
  const root = rootOf({ entity, shows, groups, measured, form, building });
  if (root === null) throw new CannotBuild('nothing to ask about');
  const block = new Block(root, building.index);
  const reach = (table: CatalogTable): void => {
    if (!block.reach(table)) throw new CannotBuild(`no way to ${table.object.name}`);
  };
  for (const group of form.groups)
    if (group.kind === 'table' && group.of !== undefined) reach(resolution.tableOf(group.of));
  for (const one of [...groups, ...shows]) reach(one.table);
  for (const table of measured) if (table !== null) reach(table);
  for (const table of reckonedTables(form, resolution)) reach(table);
  for (const { by } of form.order) if (by.kind === 'column') reach(resolution.fieldOf(by).table);
  const placed = placeTests(
    [
      ...form.tests.filter((test) => !isGroupTest(test)),
      ...presentMoments(form, resolution),
      ...presentGroups(form, resolution),
    ],
    block,
    building,
  );

  if (isSurelySaid(form.entity)) keepToKind(block, entity, building);
  const where = [...placed, ...keepToRole(block, form, building)];

  const names = new Names();
  const select: QueryColumn[] = [];
  const show = ({ name, expression }: QueryColumn): void => {
    if (
      isAmong(
        select.map((one) => one.expression),
        expression,
      )
    )
      return;
    select.push({ name: names.free(name), expression });
  };
  const measureOf = (measure: Measure): Expression => measureExpression(measure, block, building);
  const isGrouped = measures.length > 0;
  const isTypical = measures.every(({ fn }) => fn !== 'sum' && fn !== 'count');
  const keys: Expression[] = [];
  const addKey = (expression: Expression): void => {
    if (!isAmong(keys, expression)) keys.push(expression);
  };
  for (const one of [...groups, ...shows]) {
    const isOtherTable = measured.some((table) => table !== null && table !== one.table);
    // A name stands for its row; a city does not.
    const isName = one.field !== null && namingColumns(one.table).includes(one.field.column);
    const isRow = one.field === null || (isOtherTable && isName && groups.length === 0);
    const isOwn = isOwnRows(one, measures, block);
    if (isGrouped && isRow && !isOwn && !(isTypical && isOwnName(one, groups, block))) {
      for (const column of keyColumns(one.table))
        addKey(block.column({ table: one.table, column }));
    }
    for (const { expression } of isGrouped ? valuesOf(one, block, building) : [])
      addKey(expression);
  }
  for (const part of form.shows) {
    if (part.kind === 'measure')
      show(
        toldIn({ name: measureName(part, resolution), expression: measureOf(part) }, part, {
          form,
          resolution,
        }),
      );
    else {
      for (const value of valuesOf(target(part, resolution), block, building))
        show(toldIn(value, part, { form, resolution }));
    }
  }
  for (const one of groups) {
    const isSaid = form.shows.some((part) => part.kind !== 'measure');
    for (const value of isSaid ? [] : valuesOf(one, block, building)) show(value);
  }
  for (const table of plain)
    for (const field of form.all
      ? table.columns.map((column) => ({ table, column }))
      : rowColumns(table))
      show({ name: field.column.name, expression: block.column(field) });
  if (select.length === 0) throw new CannotBuild('nothing to show');

  const orderBy = form.order.map(({ by, direction }): OrderKey => ({
    by: by.kind === 'measure' ? measureOf(by) : mentionExpression(by, block, building),
    direction,
    nulls: 'last',
  }));
  for (const { by } of form.limit === null ? [] : form.order) {
    if (by.kind !== 'column') continue;
    const { column } = resolution.fieldOf(by);
    if (column.type.kind === 'text' && !tellsTime(column)) building.cost += weights.odd.extremeText;
  }
  if (isGrouped) {
    for (const { by } of form.order)
      if (by.kind === 'column') addKey(mentionExpression(by, block, building));
  }
  // "whose orders come to more than their limit": each group has one.
  const ownColumn = (mention: ColumnMention): Expression => {
    const { table } = resolution.fieldOf(mention);
    if (![...groups, ...shows].some((one) => one.table === table))
      throw new CannotBuild('a total that is compared with a column of other rows');
    const own = mentionExpression(mention, block, building);
    addKey(own);
    return own;
  };
  const having = form.tests
    .filter(isGroupTest)
    .map((test) =>
      test.kind === 'compare' && test.right.kind === 'column' && test.left.kind === 'measure'
        ? binary(test.op, measureOf(test.left), ownColumn(test.right.of))
        : test.kind === 'compare' && test.right.kind === 'aggregate'
          ? comparedGroups(test, form, { measureOf, building })
          : groupTest(test, measureOf, resolution),
    );
  const isListOfValues =
    listed === null &&
    form.limit === null &&
    areWantedOnce(shows.flatMap(({ field }) => (field === null ? [] : [field])));
  const distinct = (form.distinct || isListOfValues) && !isGrouped;
  const hiddenOrder = orderBy.some(
    ({ by }) =>
      !isAmong(
        select.map((one) => one.expression),
        by,
      ),
  );
  const distinctByGroups = form.distinct && distinct && hiddenOrder;
  const query: SelectQuery = {
    kind: 'select',
    from: block.from,
    joins: block.joins,
    subqueries: building.subqueries,
    where,
    groupBy: isGrouped ? keys : distinctByGroups ? select.map((one) => one.expression) : null,
    having,
    select,
    distinct: distinct && !hiddenOrder,
    orderBy: distinctByGroups ? orderBy.map(extremeOfGroup) : orderBy,
    limit: form.limit === null ? null : { count: form.limit, offset: form.offset },
  };
  const groupKeys = groups.flatMap((one) =>
    one.mention === null
      ? groupFields(one).map((field) => block.column(field))
      : [mentionExpression(one.mention, block, building)],
  );
  return { query, groupKeys };
}

/** "parties that have two or more records": rows of one name, for each of its own rows there is one. */
function isOwnRows({ table, field }: Target, measures: readonly Measure[], block: Block): boolean {
  const counted = measures.every(({ fn, of }) => fn === 'count' && of === null);
  return counted && field === null && table === block.root && !block.multiplies;
}

/** Whether the words for the rows asked about are the name of their table. */
function isSurelySaid(entity: TableMention | null): boolean {
  return (entity?.alternatives[0]?.score ?? 0) >= weights.link.sure;
}

/** "hours per test", of the tests themselves: a row each would be no group, so those of one name are. */
function isOwnName(one: Target, groups: readonly Target[], block: Block): boolean {
  if (one.field !== null || one.table !== block.root || block.multiplies) return false;
  const names = namingColumns(one.table);
  const keys = keyColumns(one.table);
  return groups.includes(one) && names.length > 0 && !names.some((name) => keys.includes(name));
}

/** "average rate of loans by loan": each of them alone has no average, so it is that of all. */
function isEachAlone(
  { table, field }: Target,
  measures: readonly Measure[],
  measured: readonly (CatalogTable | null)[],
): boolean {
  const isTypical = measures.every(({ fn }) => fn === 'avg' || fn === 'median');
  if (field !== null || measures.length === 0 || !isTypical) return false;
  const keys = keyColumns(table);
  const isUnnamed = rowColumns(table).every(({ column }) => keys.includes(column));
  return isUnnamed && keys.length > 0 && measured.every((one) => one === table);
}

function rootOf({
  entity,
  shows,
  groups,
  measured,
  form,
  building,
}: {
  readonly entity: CatalogTable | null;
  readonly shows: readonly { readonly table: CatalogTable }[];
  readonly groups: readonly { readonly table: CatalogTable }[];
  readonly measured: readonly (CatalogTable | null)[];
  readonly form: Form;
  readonly building: Building;
}): CatalogTable | null {
  const counted = measured.find((table) => table !== null);
  if (counted !== undefined && counted !== null) return counted;
  const firstShow = shows[0]?.table ?? groups[0]?.table;
  if (firstShow !== undefined)
    return entity !== null && (shows.some((one) => one.table === entity) || measured.length > 0)
      ? entity
      : firstShow;
  return entity ?? testedTable(form, building);
}

/** "Who works in Rotterdam?": nothing is named but what is tested. */
function testedTable(form: Form, building: Building): CatalogTable | null {
  const tables = form.tests.map((test) => tableOfTest(test, building));
  return tables.find((table) => table !== null) ?? null;
}

function comparedGroups(
  test: Extract<Test, { kind: 'compare' }>,
  form: Form,
  {
    measureOf,
    building,
  }: {
    readonly measureOf: (measure: Measure) => Expression;
    readonly building: Building;
  },
): Expression {
  if (test.left.kind !== 'measure') throw new CannotBuild('a test of rows among those of groups');
  const right = aggregateOfGroups(test, form, { building, select: build });
  return binary(test.op, measureOf(test.left), right);
}

function groupTest(
  test: Test,
  measureOf: (measure: Measure) => Expression,
  resolution: Resolution,
): Expression {
  if (test.kind === 'between' && test.left.kind === 'measure') {
    return {
      kind: 'between',
      operand: measureOf(test.left),
      low: numeral(test.low),
      high: numeral(test.high),
      negated: false,
    };
  }
  if (test.kind === 'compare' && test.left.kind === 'measure' && test.right.kind === 'number') {
    const { of, fn } = test.left;
    const value =
      of?.kind === 'column' && fn !== 'count'
        ? inUnitOf(resolution.fieldOf(of).column, test.right)
        : test.right.value;
    return binary(test.op, measureOf(test.left), numeral(value));
  }
  throw new CannotBuild('a test of groups that cannot be said');
}
