import * as fc from 'fast-check';
import type { ColumnType } from '../types/column-type.ts';
import type {
  BinaryOperator,
  CallExpression,
  Expression,
  FrameBound,
  LiteralExpression,
  OrderKey,
  DateMath,
  Period,
} from './ast.ts';
import { timeUnits } from './time-unit.ts';

/** Any canonical tree, for property tests: hostile names and texts included. */
export function arbitraryExpression(): fc.Arbitrary<Expression> {
  // fast-check makes records without a prototype; the parser makes plain objects.
  return trees.expression.map((tree) => structuredClone(tree));
}

const hostileNames = [
  '"',
  'a"b',
  "it's",
  'order',
  'CASE',
  'null',
  '🦆',
  'день',
  '--',
  'a.b',
  ' ',
  'x;y',
];
const withoutNul = fc
  .string({ unit: 'binary', maxLength: 12 })
  .map((text) => text.replaceAll('\0', ''));
const name = fc.oneof(
  fc.constantFrom('amount', 'date', 'interval', 'over', 'filter', 'Total', '2024_sales'),
  fc.constantFrom(...hostileNames),
  withoutNul.filter((text) => text !== ''),
);
const unit = fc.constantFrom(...timeUnits);
const count = fc.integer({ min: 1, max: 100_000 });

const dateStep = fc.oneof(
  fc.record({ kind: fc.constant('floor' as const), unit }),
  fc.record({
    kind: fc.constant('move' as const),
    unit,
    count: fc.oneof(
      count,
      count.map((one) => -one),
    ),
  }),
);
const dateMath = fc
  .tuple(dateStep, fc.array(dateStep, { maxLength: 3 }))
  .map(([first, rest]): DateMath => [first, ...rest]);

const period: fc.Arbitrary<Period> = fc.oneof(
  fc.record({ kind: fc.constant('between' as const), from: dateMath, to: dateMath }),
  fc.record({ kind: fc.constant('between' as const), from: dateMath, to: fc.constant(null) }),
  fc.record({ kind: fc.constant('between' as const), from: fc.constant(null), to: dateMath }),
  fc.record({ kind: fc.constant('current' as const), unit }),
  fc.record({ kind: fc.constantFrom('previous', 'trailing', 'before'), unit, count }),
);

const columnType: fc.Arbitrary<ColumnType> = fc.letrec<{ type: ColumnType }>((tie) => ({
  type: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<ColumnType>(
      { kind: 'int8' },
      { kind: 'decimal' },
      { kind: 'decimal', precision: 18, scale: 2 },
      { kind: 'timestamptz' },
      { kind: 'json' },
    ),
    fc.record({ kind: fc.constant('list' as const), element: tie('type') }),
  ),
})).type;

const digits = fc.bigInt({ min: -(2n ** 130n), max: 2n ** 130n }).map(String);
const literal: fc.Arbitrary<LiteralExpression> = fc.oneof(
  fc.constant<LiteralExpression>({ kind: 'literal', type: 'null', value: null }),
  fc.boolean().map((value): LiteralExpression => ({ kind: 'literal', type: 'bool', value })),
  digits.map((value): LiteralExpression => ({ kind: 'literal', type: 'integer', value })),
  fc.tuple(digits, fc.nat()).map(([whole, part]): LiteralExpression => ({
    kind: 'literal',
    type: 'decimal',
    value: `${whole}.${part}`,
  })),
  fc
    .oneof(withoutNul, fc.constantFrom(...hostileNames))
    .map((value): LiteralExpression => ({ kind: 'literal', type: 'text', value })),
  fc.constantFrom<LiteralExpression>(
    { kind: 'literal', type: 'date', value: '2024-02-29' },
    { kind: 'literal', type: 'time', value: '23:59:59.000001' },
    { kind: 'literal', type: 'timestamp', value: '0001-01-01 00:00:00' },
    { kind: 'literal', type: 'timestamptz', value: '9999-12-31 23:59:59.999999' },
  ),
  fc
    .record({ amount: fc.integer(), unit })
    .map((one): LiteralExpression => ({ kind: 'literal', type: 'interval', ...one })),
);

const leaf: fc.Arbitrary<Expression> = fc.oneof(
  literal,
  name.map((one): Expression => ({ kind: 'column', name: one })),
  fc.tuple(name, name).map(([table, one]): Expression => ({ kind: 'column', table, name: one })),
  fc.constantFrom('date', 'p_1').map((one): Expression => ({ kind: 'parameter', name: one })),
);

const binaryOperators: readonly BinaryOperator[] = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'modulo',
  'concat',
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'and',
  'or',
];
const bound: fc.Arbitrary<FrameBound> = fc.oneof(
  fc.constantFrom<FrameBound>({ kind: 'unbounded' }, { kind: 'current' }),
  fc
    .integer({ min: -9, max: 9 })
    .map((rows): FrameBound => ({ kind: 'offset', rows: rows === 0 ? 0 : rows })),
);

const trees = fc.letrec<{ expression: Expression; call: CallExpression; key: OrderKey }>((tie) => {
  const one = tie('expression');
  const negated = fc.boolean();
  const some = fc.array(one, { minLength: 1, maxLength: 3 });
  const optional = { requiredKeys: ['kind', 'name', 'args'] as ['kind', 'name', 'args'] };
  return {
    key: fc.record({
      by: one,
      direction: fc.constantFrom('asc', 'desc'),
      nulls: fc.constantFrom('first', 'last'),
    }),
    call: fc.oneof(
      fc.constant<CallExpression>({ kind: 'call', name: 'count', args: [] }),
      fc.record(
        {
          kind: fc.constant('call' as const),
          name: fc.constantFrom('sum', 'left', 'if', 'no_such_function', 'date_part'),
          args: some,
          distinct: fc.constant(true),
          filter: one,
        },
        optional,
      ),
    ),
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.record({
        kind: fc.constant('unary' as const),
        op: fc.constantFrom('not', 'negate'),
        operand: one,
      }),
      fc.record({
        kind: fc.constant('binary' as const),
        op: fc.constantFrom(...binaryOperators),
        left: one,
        right: one,
      }),
      fc.record(
        {
          kind: fc.constant('case' as const),
          // oxlint-disable-next-line unicorn/no-thenable -- the AST's field; never awaited
          branches: fc.array(fc.record({ when: one, then: one }), { minLength: 1, maxLength: 2 }),
          otherwise: one,
        },
        { requiredKeys: ['kind', 'branches'] },
      ),
      fc.record({ kind: fc.constant('cast' as const), operand: one, to: columnType }),
      fc.record({ kind: fc.constant('in' as const), operand: one, items: some, negated }),
      fc.record({
        kind: fc.constant('between' as const),
        operand: one,
        low: one,
        high: one,
        negated,
      }),
      fc.record({
        kind: fc.constant('like' as const),
        operand: one,
        pattern: one,
        negated,
        caseInsensitive: fc.boolean(),
      }),
      fc.record({ kind: fc.constant('is_null' as const), operand: one, negated }),
      fc.record({ kind: fc.constant('in_period' as const), operand: one, period }),
      tie('call'),
      fc.record(
        {
          kind: fc.constant('window' as const),
          call: tie('call'),
          partitionBy: fc.array(one, { maxLength: 2 }),
          orderBy: fc.array(tie('key'), { maxLength: 2 }),
          frame: fc.record({ start: bound, end: bound }),
        },
        { requiredKeys: ['kind', 'call', 'partitionBy', 'orderBy'] },
      ),
    ),
  };
});
