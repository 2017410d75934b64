import {
  commonColumnType,
  invariant,
  readAsofCondition,
  type AsofOperator,
  type ColumnType,
  type Expression,
  type OrderKey,
  type Schema,
  type StepOf,
} from '@ai-etl/core';
import { inferExpressionType } from '../expression/infer-expression-type.ts';
import { block, nest, reversed, tieBreakers } from '../relation/block.ts';
import { canInline, inline } from '../relation/inline.ts';
import { selectAll, type Projection, type SelectRelation } from '../relation/relation.ts';
import { binary, cast, column, either, integerLiteral } from './expressions.ts';
import type { Lowering } from './lowering.ts';

/** Two expressions of one type, over the left and over the right input. */
export interface AsofPair {
  readonly left: Expression;
  readonly right: Expression;
  readonly type: ColumnType;
}

export interface AsofParts {
  readonly keys: readonly AsofPair[];
  readonly at: AsofPair;
  readonly op: AsofOperator;
}

/** The condition of an as-of join with both sides of each part brought to one type. */
export function asofParts(
  step: StepOf<'join'>,
  { schema, expression }: Pick<Lowering, 'schema' | 'expression'>,
): AsofParts {
  const [left = '', right = ''] = step.inputs;
  const side = (id: string) => ({ id, columns: schema(id).map(({ name }) => name) });
  const condition = readAsofCondition(expression(step.on, [left, right]), side(left), side(right));
  invariant(typeof condition !== 'string', 'resolving has read the condition');
  const pair = (one: { left: Expression; right: Expression }): AsofPair => {
    const types = [
      typeOver(one.left, { id: left, schema: schema(left) }),
      typeOver(one.right, { id: right, schema: schema(right) }),
    ] as const;
    const type = commonColumnType(...types);
    invariant(type !== undefined, 'resolving has compared both sides');
    const as = (operand: Expression, own: ColumnType) =>
      own.kind === type.kind ? operand : cast(operand, type);
    return { left: as(one.left, types[0]), right: as(one.right, types[1]), type };
  };
  return { keys: condition.keys.map(pair), at: pair(condition), op: condition.op };
}

function typeOver(
  expression: Expression,
  { id, schema }: { readonly id: string; readonly schema: Schema },
): ColumnType {
  const { type } = inferExpressionType(expression, new Map([[id, schema]]));
  invariant(type !== null, 'a compared column has a type');
  return type;
}

/**
 * The same rewrite for all dialects, in n log n: right rows are numbered in the order of time; both
 * sides are stacked, and the greatest number so far within equal keys is a left row's partner.
 * Among right rows of the same time, the first by all columns is taken.
 */
export function lowerAsofJoin(step: StepOf<'join'>, lowering: Lowering): SelectRelation {
  const [leftId = '', rightId = ''] = step.inputs;
  const parts = asofParts(step, lowering);
  const names = internalNames([...lowering.schema(leftId), ...lowering.schema(rightId)]);
  const context: AsofContext = { leftId, rightId, parts, names, lowering };
  const matched = matchedRows(context);
  const alias = lowering.alias(leftId);
  const other = lowering.alias(rightId);
  const leftColumns = lowering.schema(leftId);
  return {
    ...selectAll(matched, alias),
    from: {
      kind: 'join',
      how: 'left',
      left: { kind: 'relation', alias, relation: matched },
      right: { kind: 'relation', alias: other, relation: numberedRows(context) },
      on: binary('eq', column(names.row, alias), column(names.row, other)),
    },
    projections: lowering.schema(step.id).map((one, index) => {
      const own = leftColumns[index];
      const right = lowering.schema(rightId)[index - leftColumns.length];
      const expression =
        own === undefined ? column(right?.name ?? '', other) : column(own.name, alias);
      return { ...one, expression };
    }),
  };
}

interface AsofContext {
  readonly leftId: string;
  readonly rightId: string;
  readonly parts: AsofParts;
  readonly names: InternalNames;
  readonly lowering: Lowering;
}

interface InternalNames {
  readonly key: (index: number) => string;
  readonly at: string;
  readonly side: string;
  readonly row: string;
}

/** Names that no column of either input begins with. */
function internalNames(taken: Schema): InternalNames {
  let prefix = '_ai_etl_asof';
  while (taken.some(({ name }) => name.startsWith(prefix))) prefix += '_';
  return {
    key: (index) => `${prefix}_key_${index + 1}`,
    at: `${prefix}_at`,
    side: `${prefix}_side`,
    row: `${prefix}_row`,
  };
}

/** Later rows win; time runs backwards when the right row lies after the left one. */
function timeOrder(by: Expression, { op }: AsofParts): OrderKey {
  return { by, direction: op === 'ge' || op === 'gt' ? 'asc' : 'desc', nulls: 'last' };
}

/** An input's columns, then its keys and its time. */
function sideRows(side: 'left' | 'right', context: AsofContext): SelectRelation {
  const { parts, names, lowering } = context;
  const id = side === 'left' ? context.leftId : context.rightId;
  const input = lowering.node(id);
  const pairs = [...parts.keys, parts.at];
  const expressions = pairs.map((one) => one[side]);
  const merges = block.isRowwise(input) && canInline(expressions, input);
  const base = merges ? input : nest(input, lowering.alias(id));
  const added = pairs.map((pair, index): Projection => ({
    name: index < parts.keys.length ? names.key(index) : names.at,
    type: pair.type,
    nullable: true,
    expression: inline(pair[side], [{ id, projections: base.projections }]),
  }));
  return { ...base, orderBy: [], projections: [...base.projections, ...added] };
}

/** Right rows that can be a partner, each with its number. */
function numberedRows(context: AsofContext): SelectRelation {
  const { parts, names, lowering, rightId } = context;
  const rows = sideRows('right', context);
  const count = lowering.schema(rightId).length;
  const added = rows.projections.slice(count);
  const at = added.at(-1);
  invariant(at !== undefined, 'a side has its time');
  const time = timeOrder(at.expression, parts);
  const ties = tieBreakers(rows.projections.slice(0, count), [time]).map(reversed);
  const number: Projection = {
    name: names.row,
    type: { kind: 'int64' },
    nullable: false,
    expression: {
      kind: 'window',
      call: { kind: 'call', name: 'row_number', args: [] },
      partitionBy: [],
      orderBy: [time, ...ties],
    },
  };
  const present = added.map(({ expression }): Expression => ({
    kind: 'is_null',
    operand: expression,
    negated: true,
  }));
  return {
    ...rows,
    where: [...rows.where, ...present],
    projections: [...rows.projections, number],
  };
}

/** Left rows, each with the number of its partner, or NULL. */
function matchedRows(context: AsofContext): SelectRelation {
  const { parts, names, lowering, leftId } = context;
  const columns = lowering.schema(leftId);
  const stacked = stackedRows(context);
  const alias = lowering.alias('rows');
  const windowed = selectAll(stacked, alias);
  const best: Expression = {
    kind: 'window',
    call: { kind: 'call', name: 'max', args: [column(names.row, alias)] },
    partitionBy: parts.keys.map((_key, index) => column(names.key(index), alias)),
    orderBy: [
      timeOrder(column(names.at, alias), parts),
      { by: column(names.side, alias), direction: 'asc', nulls: 'last' },
    ],
  };
  const hasTime: Expression = { kind: 'is_null', operand: column(names.at, alias), negated: true };
  const numbered: SelectRelation = {
    ...windowed,
    projections: [
      ...windowed.projections.slice(0, columns.length),
      ...windowed.projections.filter(({ name }) => name === names.side),
      {
        name: names.row,
        type: { kind: 'int64' },
        nullable: true,
        expression: either([{ when: hasTime, value: best }]),
      },
    ],
  };
  const outer = nest(numbered, lowering.alias('rows'));
  const side = outer.projections[columns.length];
  invariant(side !== undefined, 'stacked rows know their side');
  return {
    ...outer,
    where: [binary('eq', side.expression, integerLiteral(leftSide(parts)))],
    projections: outer.projections.filter((one) => one !== side),
  };
}

/** At equal times the right row comes first where it may be a partner. */
function leftSide({ op }: AsofParts): number {
  return op === 'ge' || op === 'le' ? 1 : 0;
}

/** Both sides as one relation; the right one has NULL for the left one's columns. */
function stackedRows(context: AsofContext): SelectRelation {
  const { parts, names, lowering, leftId } = context;
  const columns = lowering.schema(leftId);
  const left = sideRows('left', context);
  const right = numberedRows(context);
  const ownColumns = columns.map((one) => ({ ...one, nullable: true }));
  const side = { name: names.side, type: { kind: 'int32' }, nullable: false } as const;
  const row = { name: names.row, type: { kind: 'int64' }, nullable: true } as const;
  const nothing: Expression = { kind: 'literal', type: 'null', value: null };
  const keys = left.projections.slice(columns.length);
  const rightKeys = right.projections.slice(-keys.length - 1, -1);
  const number = right.projections.at(-1);
  invariant(number !== undefined, 'right rows have numbers');
  const leftNumber = leftSide(parts);
  const schema: Schema = [
    ...ownColumns,
    ...keys.map(({ name, type }) => ({ name, type, nullable: true })),
    side,
    row,
  ];
  return selectAll(
    {
      kind: 'union',
      mode: 'all',
      schema,
      inputs: [
        {
          ...left,
          projections: [
            ...left.projections,
            { ...side, expression: integerLiteral(leftNumber) },
            { ...row, expression: nothing },
          ],
        },
        {
          ...right,
          projections: [
            ...ownColumns.map((one) => ({ ...one, expression: nothing })),
            ...rightKeys,
            { ...side, expression: integerLiteral(1 - leftNumber) },
            number,
          ],
        },
      ],
    },
    lowering.alias('stacked'),
  );
}
