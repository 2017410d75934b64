import {
  isInteger,
  tableSchema,
  type CatalogColumn,
  type CatalogTable,
  type Expression,
  type LiteralExpression,
  type OrderKey,
  type Query,
  type QueryColumn,
  type QueryJoin,
  type QueryTable,
} from '@ai-etl/core';
import { nameWords } from '../link/name-words.ts';
import type { Asked } from './asked.ts';
import { conditionExpression } from './condition-expression.ts';
import { eventColumn } from './interpret.ts';
import { findPath, type JoinEdge } from './join-graph.ts';
import { Aliases } from './aliases.ts';
import { measureExpression, measureName } from './measure-expression.ts';
import type { ColumnRef, GroupIR, MeasureIR, QuestionIR } from './question-ir.ts';
import type { QuestionBack } from './question-types.ts';
import { keyColumns, labelColumns } from './table-facts.ts';

export type BuiltQuery =
  | { readonly ok: true; readonly query: Query; readonly tables: readonly CatalogTable[] }
  | { readonly ok: false; readonly back: QuestionBack };

/** The most tables one question joins. */
const maxTables = 5;

/** Turns what was read into a query: joins are found, columns named, rows never counted twice. */
export function buildQuery(ir: QuestionIR, asked: Asked, listLimit: number): BuiltQuery {
  const root = rootOf(ir);
  if (root === null) return unclear(asked, 'what');
  const times = placeTimes(ir, asked, root);
  if (times === null) return unclear(asked, 'when', root);
  const needed = neededTables(ir, times);
  const joined = joinAll(asked, root, needed);
  if (joined === null) return unclear(asked, 'join', root, needed);
  if (joined.tables.length > maxTables) return unclear(asked, 'join', root, needed);
  const { aliases } = joined;
  const multiplied = joined.steps.some((step) => !step.toOne);
  if (
    multiplied &&
    ir.measures.some(
      (one) => one.table === root && one.fn !== 'count' && one.fn !== 'min' && one.fn !== 'max',
    )
  ) {
    return unclear(asked, 'twice', root, needed);
  }
  const stray = ir.measures.length === 0 ? [] : strayNames(ir, asked, root, joined.tables);
  if (stray.length > 0) return unclear(asked, 'also', root, [], stray);
  const foreign = ir.measures.some(
    (one) => one.table !== root && one.fn !== 'min' && one.fn !== 'max' && !countsDistinct(one),
  );
  const column = (ref: ColumnRef): Expression => ({
    kind: 'column',
    table: aliases.of(ref.table),
    name: ref.column.name,
  });
  const where = ir.conditions.flatMap((condition) =>
    condition.kind === 'group'
      ? []
      : [
          conditionExpression(
            condition,
            column,
            condition.kind === 'time' ? (times.get(condition) ?? null) : null,
          ),
        ],
  );
  const groups = ir.groups.flatMap((group) => groupColumns(group, { asked, root, column, times }));
  if (groups.some((one) => one === null)) return unclear(asked, 'when', root);
  const grouped = groups.flatMap((one) => (one === null ? [] : [one]));
  const having = ir.conditions.flatMap((one) => (one.kind === 'group' ? [one] : []));
  const measureList: MeasureIR[] = [
    ...ir.measures,
    ...having
      .map((one) => one.measure)
      .filter((one) => !ir.measures.some((other) => sameMeasure(one, other))),
  ];
  const names = new Names();
  const isGrouped = measureList.length > 0 || grouped.length > 0;
  const measures = measureList.map((measure) => ({
    measure,
    column: {
      name: names.free(measureName(measure)),
      expression: measureExpression(measure, column, {
        distinctKey:
          multiplied || (foreign && measure.table !== root)
            ? keyColumns(measure.table)[0]
            : undefined,
      }),
    },
  }));
  const select: QueryColumn[] = [];
  const push = (name: string, expression: Expression): void => {
    if (select.some((one) => sameExpression(one.expression, expression))) return;
    select.push({ name: names.free(name), expression });
  };
  for (const group of grouped) if (group.shown) push(group.name, group.expression);
  if (!isGrouped)
    for (const ref of listed(ir, root))
      push(
        names.has(ref.column.name) || select.some((one) => one.name === ref.column.name)
          ? `${singular(ref.table)}_${ref.column.name}`
          : ref.column.name,
        column(ref),
      );
  select.push(...measures.map((one) => one.column));
  if (select.length === 0) return unclear(asked, 'what', root);
  const orderBy = orderKeys(ir, { asked, root, column, measures, grouped, select });
  const needsDistinct = !isGrouped && (ir.distinct || multiplied);
  const inSelect = (key: OrderKey) => select.some((one) => sameExpression(one.expression, key.by));
  if (needsDistinct)
    for (const key of orderBy)
      if (!inSelect(key)) push(key.by.kind === 'column' ? key.by.name : 'sorted_by', key.by);
  const single = isGrouped && grouped.length === 0;
  const limit = ir.limit ?? (single || isGrouped ? null : listLimit);
  const query: Query = {
    from: tableOf(root, { asked, aliases }),
    joins: [...joined.joins, ...existsJoins(ir, asked, { root, aliases })],
    where,
    groupBy: isGrouped ? grouped.map((one) => one.expression) : null,
    having: having.map(({ measure, op, value }) => ({
      kind: 'binary',
      op,
      left: {
        kind: 'column',
        name: measures.find((one) => sameMeasure(one.measure, measure))?.column.name ?? '',
      },
      right: value,
    })),
    select,
    distinct: needsDistinct,
    orderBy,
    limit: limit === null ? null : { count: limit, offset: 0 },
  };
  return { ok: true, query, tables: joined.tables };
}

/** The rows that are counted or added up; of a list, what is listed. */
function rootOf(ir: QuestionIR): CatalogTable | null {
  const having = ir.conditions.find((one) => one.kind === 'group');
  const values = ir.measures.find((one) => one.fn !== 'count') ?? ir.measures[0];
  if (values !== undefined) return values.table;
  if (having?.kind === 'group') return having.measure.table;
  const [group] = ir.groups;
  const [conditioned] = ir.conditions.flatMap((one) =>
    one.kind === 'group' || one.ref === null ? [] : [one.ref.table],
  );
  return (
    ir.entity ??
    ir.columns[0]?.table ??
    conditioned ??
    (group?.kind === 'column' ? group.ref.table : group?.kind === 'table' ? group.table : null)
  );
}

type Times = ReadonlyMap<QuestionIR['conditions'][number], ColumnRef>;

/** What the words name beside a measure, and the query would leave out. */
function strayNames(
  ir: QuestionIR,
  asked: Asked,
  root: CatalogTable,
  joined: readonly CatalogTable[],
): readonly string[] {
  const used = new Set(
    ir.conditions.flatMap((one) =>
      one.kind === 'group' || one.ref === null ? [] : [one.ref.column],
    ),
  );
  const ordered = ir.order?.by;
  const columns = ir.columns
    .filter(({ column }) => !used.has(column) && !ir.measures.some((one) => one.column === column))
    .filter(({ column }) => ordered == null || !('column' in ordered) || ordered.column !== column)
    .map((ref) => `${ref.table.object.name}.${ref.column.name}`);
  const belongs = (table: CatalogTable) =>
    joined.includes(table) ||
    (findPath(asked.edges, [root], table, () => 0)?.every((step) => step.toOne) ?? false);
  return [
    ...columns,
    ...ir.beside.filter((table) => !belongs(table)).map((table) => table.object.name),
  ];
}

/** The column of each time: its own, or when the root's rows happened, or a table near to it. */
function placeTimes(ir: QuestionIR, asked: Asked, root: CatalogTable): Times | null {
  const times = new Map<QuestionIR['conditions'][number], ColumnRef>();
  for (const condition of ir.conditions) {
    if (condition.kind !== 'time') continue;
    const ref = condition.ref ?? nearestEvent(ir, asked, root);
    if (ref === null) return null;
    times.set(condition, ref);
  }
  return times;
}

/** When rows of the root happened; where it has no date, the nearest table that it belongs to. */
function nearestEvent(ir: QuestionIR, asked: Asked, root: CatalogTable): ColumnRef | null {
  const own = eventColumn(asked, root);
  if (own !== null) return own;
  const near = [
    ...neededTables(ir, new Map()),
    ...asked.edges.filter((edge) => edge.many === root).map((edge) => edge.one),
  ];
  for (const table of near) {
    const isOf =
      findPath(asked.edges, [root], table, () => 0)?.every((step) => step.toOne) ?? false;
    const ref = isOf && isEvent(table) ? eventColumn(asked, table) : null;
    if (ref !== null) return ref;
  }
  return null;
}

/** Orders happen; products and customers only exist. */
function isEvent(table: CatalogTable): boolean {
  return /order|sale|purchase|payment|invoice|bill|visit|session|event|booking|shipment|return|ticket|transaction|trip|call/iu.test(
    table.object.name,
  );
}

function neededTables(ir: QuestionIR, times: Times): readonly CatalogTable[] {
  const tables = new Set<CatalogTable>();
  for (const one of ir.measures) tables.add(one.table);
  for (const group of ir.groups) {
    if (group.kind === 'column') tables.add(group.ref.table);
    else if (group.kind === 'table') tables.add(group.table);
    else if (group.ref !== null) tables.add(group.ref.table);
  }
  for (const condition of ir.conditions) {
    if (condition.kind === 'group') tables.add(condition.measure.table);
    else if (condition.kind !== 'time') tables.add(condition.ref.table);
  }
  for (const ref of times.values()) tables.add(ref.table);
  for (const ref of ir.columns)
    if (ir.measures.length === 0 && ir.groups.length === 0) tables.add(ref.table);
  if (ir.measures.length === 0) for (const table of ir.beside) tables.add(table);
  if (ir.order?.by != null) tables.add(ir.order.by.table);
  return [...tables];
}

interface Joined {
  readonly joins: readonly QueryJoin[];
  readonly tables: readonly CatalogTable[];
  readonly steps: readonly { readonly toOne: boolean }[];
  readonly aliases: Aliases;
}

function joinAll(asked: Asked, root: CatalogTable, needed: readonly CatalogTable[]): Joined | null {
  const aliases = new Aliases();
  aliases.of(root);
  const tables: CatalogTable[] = [root];
  const joins: QueryJoin[] = [];
  const steps: { toOne: boolean }[] = [];
  for (const table of needed) {
    if (tables.includes(table)) continue;
    const path = findPath(asked.edges, tables, table, (edge) => edgeFit(edge, asked));
    if (path === null) return null;
    for (const step of path) {
      const { edge, next } = step;
      noteJoin(asked, step);
      tables.push(next);
      steps.push({ toOne: step.toOne });
      joins.push({
        how: 'inner',
        table: tableOf(next, { asked, aliases }),
        on: joinCondition(edge, aliases),
      });
    }
  }
  return { joins, tables, steps, aliases };
}

/** Between two keys to the same table, the one whose name the words hold. */
function edgeFit(edge: JoinEdge, asked: Asked): number {
  const said = new Set(asked.reading.tokens.flatMap((token) => nameWords(token.text)));
  const words = edge.columns.flatMap((name) => nameWords(name)).filter((word) => word !== 'id');
  const hits = words.filter((word) => said.has(word)).length;
  const plain = words.every((word) => nameWords(edge.one.object.name).includes(word)) ? 0.5 : 0;
  return hits + plain;
}

function noteJoin(
  asked: Asked,
  { edge, alternatives }: { readonly edge: JoinEdge; readonly alternatives: readonly JoinEdge[] },
): void {
  const name = (one: JoinEdge) =>
    `${one.many.object.name}.${one.columns.join(', ')} = ${one.one.object.name}.${one.referencedColumns.join(', ')}`;
  if (edge.by === 'name') {
    asked.assumptions.push({
      path: 'join',
      value: name(edge),
      because: 'no key is declared between these tables; the names fit',
      alternatives: [],
    });
  } else if (alternatives.length > 0 && edgeFit(edge, asked) < 1) {
    asked.assumptions.push({
      path: 'join',
      value: name(edge),
      because: 'several keys lead there',
      alternatives: alternatives.map(name),
    });
  }
}

function joinCondition(edge: JoinEdge, aliases: Aliases): Expression {
  const pairs = edge.columns.map((name, index): Expression => ({
    kind: 'binary',
    op: 'eq',
    left: { kind: 'column', table: aliases.of(edge.many), name },
    right: {
      kind: 'column',
      table: aliases.of(edge.one),
      name: edge.referencedColumns[index] ?? 'id',
    },
  }));
  return pairs.reduce((left, right) => ({ kind: 'binary', op: 'and', left, right }));
}

function existsJoins(
  ir: QuestionIR,
  asked: Asked,
  { root, aliases }: { readonly root: CatalogTable; readonly aliases: Aliases },
): readonly QueryJoin[] {
  return ir.exists.flatMap(({ table, negated }): QueryJoin[] => {
    const [step, ...more] =
      findPath(asked.edges, [root], table, (edge) => edgeFit(edge, asked)) ?? [];
    if (step === undefined || more.length > 0) return [];
    noteJoin(asked, step);
    return [
      {
        how: negated ? 'anti' : 'semi',
        table: tableOf(table, { asked, aliases }),
        on: joinCondition(step.edge, aliases),
      },
    ];
  });
}

interface GroupColumn {
  readonly name: string;
  readonly expression: Expression;
  readonly shown: boolean;
  readonly isTime: boolean;
}

interface GroupContext {
  readonly asked: Asked;
  readonly root: CatalogTable;
  readonly column: (ref: ColumnRef) => Expression;
  readonly times: Times;
}

function groupColumns(
  group: GroupIR,
  { asked, root, column, times }: GroupContext,
): readonly (GroupColumn | null)[] {
  switch (group.kind) {
    case 'column':
      return [
        { name: group.ref.column.name, expression: column(group.ref), shown: true, isTime: false },
      ];
    case 'table': {
      const keys = keyColumns(group.table);
      const labels = labelColumns(group.table);
      const prefix = (name: string) =>
        /^(?:id|name|title|code)$/iu.test(name) ? `${singular(group.table)}_${name}` : name;
      return [...new Set([...keys, ...labels])].map((one) => ({
        name: prefix(one.name),
        expression: column({ table: group.table, column: one }),
        shown: true,
        isTime: false,
      }));
    }
    case 'time': {
      const ref = group.ref ?? [...times.values()][0] ?? eventColumn(asked, root);
      if (ref === null) return [null];
      const operand = column(ref);
      const unit: LiteralExpression = { kind: 'literal', type: 'text', value: group.unit };
      return [
        {
          name: group.unit,
          expression: { kind: 'call', name: 'date_trunc', args: [unit, operand] },
          shown: true,
          isTime: true,
        },
      ];
    }
  }
}

/** Columns of a list: those that are named, with what names the row; else all of the table's. */
function listed(ir: QuestionIR, root: CatalogTable): readonly ColumnRef[] {
  const refs: ColumnRef[] = [];
  const conditioned =
    ir.order?.by !== null &&
    ir.order?.by !== undefined &&
    'column' in ir.order.by &&
    ir.order.by.column !== null &&
    !('fn' in ir.order.by)
      ? [{ table: ir.order.by.table, column: ir.order.by.column }]
      : [];
  if (ir.columns.length > 0) {
    refs.push(...ir.columns);
    // A row is named when only columns of other tables are asked for.
    if (!ir.distinct && ir.columns.every((one) => one.table !== root)) {
      const named = [...keyColumns(root), ...labelColumns(root)];
      refs.unshift(...named.map((column) => ({ table: root, column })));
    }
    if (ir.limit !== null && !ir.distinct)
      refs.unshift(...labelColumns(root).map((column) => ({ table: root, column })));
  } else if (ir.limit === 1 && conditioned.length > 0) {
    refs.push(
      ...[...keyColumns(root), ...labelColumns(root)].map((column) => ({ table: root, column })),
      ...conditioned,
    );
  } else refs.push(...root.columns.filter(comparable).map((column) => ({ table: root, column })));
  for (const table of ir.measures.length === 0 ? ir.beside : [])
    refs.push(...labelColumns(table).map((column) => ({ table, column })));
  return refs.filter(
    (ref, at) =>
      refs.findIndex((other) => other.table === ref.table && other.column === ref.column) === at,
  );
}

function orderKeys(
  ir: QuestionIR,
  {
    asked,
    root,
    column,
    measures,
    grouped,
    select,
  }: {
    readonly asked: Asked;
    readonly root: CatalogTable;
    readonly column: (ref: ColumnRef) => Expression;
    readonly measures: readonly { readonly measure: MeasureIR; readonly column: QueryColumn }[];
    readonly grouped: readonly GroupColumn[];
    readonly select: readonly QueryColumn[];
  },
): OrderKey[] {
  const keys: OrderKey[] = [];
  const { order } = ir;
  const add = (by: Expression, direction: 'asc' | 'desc'): void => {
    if (keys.some((key) => sameExpression(key.by, by))) return;
    keys.push({ by, direction, nulls: 'last' });
  };
  if (order !== null) {
    const by = order.by;
    const time = order.time === true ? (eventColumn(asked, root) ?? null) : null;
    if (time !== null && measures.length === 0) add(column(time), order.direction);
    else if (by !== null && 'fn' in by) {
      const found = measures.find((one) => sameMeasure(one.measure, by)) ?? measures[0];
      if (found !== undefined) add(found.column.expression, order.direction);
    } else if (by !== null) {
      const own = measures.find((one) => one.measure.column === by.column);
      add(
        own === undefined || grouped.some((one) => sameExpression(one.expression, column(by)))
          ? column(by)
          : own.column.expression,
        order.direction,
      );
    } else if (measures[0] !== undefined) add(measures[0].column.expression, order.direction);
    else if (select[0] !== undefined)
      add(priceOf(root, column) ?? select[0].expression, order.direction);
  }
  // The same question gives the same rows in the same order.
  for (const group of grouped) add(group.expression, 'asc');
  if (grouped.length === 0 && measures.length === 0) {
    if (ir.distinct) for (const one of select) add(one.expression, 'asc');
    else for (const key of keyColumns(root)) add(column({ table: root, column: key }), 'asc');
  }
  return keys;
}

function priceOf(root: CatalogTable, column: (ref: ColumnRef) => Expression): Expression | null {
  const price = root.columns.find(
    (one) => /price|fee|cost|amount/iu.test(one.name) && !isInteger(one.type),
  );
  return price === undefined ? null : column({ table: root, column: price });
}

/** What every dialect can list, sort and make distinct. */
function comparable(column: CatalogColumn): boolean {
  return column.type.kind !== 'json' && column.type.kind !== 'list' && column.type.kind !== 'bytes';
}

function countsDistinct(measure: MeasureIR): boolean {
  return measure.fn === 'count';
}

/** Named without its schema where names are looked up anyway. */
function tableOf(
  table: CatalogTable,
  { asked, aliases }: { readonly asked: Asked; readonly aliases: Aliases },
): QueryTable {
  const { schema, name } = table.object;
  const object = schema === asked.schema.defaultSchema ? { name } : table.object;
  return { alias: aliases.of(table), object, schema: tableSchema(table) };
}

function sameMeasure(a: MeasureIR, b: MeasureIR): boolean {
  return a.fn === b.fn && a.column === b.column && a.table === b.table;
}

function sameExpression(a: Expression, b: Expression): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function singular(table: CatalogTable): string {
  return nameWords(table.object.name).join('_');
}

/** Output names, each once. */
class Names {
  readonly #taken = new Set<string>();

  has(name: string): boolean {
    return this.#taken.has(name);
  }

  free(name: string): string {
    let chosen = name;
    for (let number = 2; this.#taken.has(chosen); number += 1) chosen = `${name}_${number}`;
    this.#taken.add(chosen);
    return chosen;
  }
}

function unclear(
  asked: Asked,
  why: 'what' | 'when' | 'join' | 'twice' | 'also',
  root?: CatalogTable,
  needed: readonly CatalogTable[] = [],
  stray: readonly string[] = [],
): BuiltQuery {
  const name = root?.object.name ?? '';
  const others = needed
    .filter((table) => table !== root)
    .map((table) => table.object.name)
    .join(', ');
  const tables = asked.schema.tables.slice(0, 20).map((table) => table.object.name);
  const texts = {
    en: {
      what: `Which table is the question about? There are: ${tables.join(', ')}.`,
      when: `${name} has no date column, nor has a table it belongs to. Which date is meant?`,
      join: `I find no way to join ${name} with ${others}. Which columns connect them?`,
      also: `What should be said of ${stray.join(', ')}? Ask for one measure and its groups at a time.`,
      twice: `Joining ${name} with ${others} would add up its rows more than once. What should be added up for each?`,
    },
    ru: {
      what: `О какой таблице вопрос? Есть: ${tables.join(', ')}.`,
      when: `В таблице ${name} нет столбца с датой. Какая дата имеется в виду?`,
      join: `Я не вижу, как связать ${name} и ${others}. Какие столбцы их связывают?`,
      also: `Что нужно сказать о ${stray.join(', ')}? Спросите об одном показателе и его группах.`,
      twice: `При связи ${name} с ${others} строки сложились бы несколько раз. Что именно сложить?`,
    },
  } as const;
  const choices =
    why === 'what'
      ? tables.map((value) => ({ value, label: value, because: 'a table that may be meant' }))
      : [];
  return { ok: false, back: { question: texts[asked.language][why], choices } };
}
