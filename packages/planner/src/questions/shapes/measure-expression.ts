import type { BinaryOperator, Expression } from '@ai-etl/core';
import { isMeasure, keyColumns } from '../../query/table-facts.ts';
import type { Block } from '../block.ts';
import { CannotBuild, type Building } from '../building.ts';
import { binary, call, every, numeral } from '../expressions.ts';
import type { ColumnMention, Measure } from '../form.ts';
import type { Resolution } from '../resolve.ts';
import { weights } from '../weights.ts';
import { isElapsed } from '../times/derived.ts';
import { timeName } from '../times/time-name.ts';
import { mentionExpression, mentionName } from './mention-expression.ts';
import { conditionExpression } from './condition-expression.ts';

const nothing: Expression = { kind: 'literal', type: 'null', value: null };
/** With a point, so that no database divides whole numbers. */
const hundred: Expression = { kind: 'literal', type: 'decimal', value: '100.0' };

/** A measure over the rows of a block. */
export function measureExpression(measure: Measure, block: Block, building: Building): Expression {
  const { reckoned, ...plain } = measure;
  const { share = false, where = [] } = plain;
  if (reckoned !== undefined) {
    const left = measureExpression(plain, block, building);
    const right = measureExpression(reckoned.right, block, building);
    const op: BinaryOperator = reckoned.op;
    return binary(op, op === 'divide' ? binary('multiply', one, left) : left, right);
  }
  const whole = aggregate(measure, block, building);
  if (where.length > 0) {
    const part = conditional(measure, block, building);
    return share ? percentage(part, whole) : part;
  }
  if (!share) return whole;
  const total: Expression = {
    kind: 'window',
    call: { kind: 'call', name: 'sum', args: [whole] },
    partitionBy: [],
    orderBy: [],
  };
  return percentage(whole, total);
}

const one: Expression = { kind: 'literal', type: 'decimal', value: '1.0' };

function percentage(part: Expression, whole: Expression): Expression {
  return binary('divide', binary('multiply', hundred, part), whole);
}

function aggregate(measure: Measure, block: Block, building: Building): Expression {
  const { resolution } = building;
  const { fn, distinct, of } = measure;
  if (of === null) return call('count', []);
  if (of.kind === 'table') {
    const table = resolution.tableOf(of);
    const [key, ...more] = keyColumns(table);
    // "orders by category": an order of two lines of one category is one.
    const isRepeated = block.multiplies || table !== block.root;
    if (key === undefined || !(distinct || isRepeated)) return call('count', []);
    // Parts of a key repeat in rows that differ.
    if (more.length > 0 && !distinct && table === block.root) return call('count', []);
    return call('count', [block.column({ table, column: key })], distinct || more.length === 0);
  }
  const field = resolution.fieldOf(of);
  const isSummed = fn === 'sum' || fn === 'avg' || fn === 'median';
  const value = mentionExpression(of, block, building);
  // Numbers that are kept as texts.
  if (isSummed && building.index.numerals.has(field.column))
    return call(fn, [{ kind: 'cast', operand: value, to: { kind: 'float64' } }], distinct);
  if (isSummed && !isElapsed(of) && !isMeasure(field.column, field.table))
    building.cost += weights.odd.summedKey;
  const quotient = fn === 'sum' ? totalQuotient(of, block, building) : null;
  if (quotient !== null) return quotient;
  return call(fn, [value], distinct);
}

/** "cost per click by channel": of totals; a sum of quotients says nothing. null: nothing is divided. */
function totalQuotient(of: ColumnMention, block: Block, building: Building): Expression | null {
  const { reckoned = [] } = of;
  const at = reckoned.findIndex(({ op }) => op === 'divide');
  if (at === -1 || reckoned.slice(at).some(({ op }) => op !== 'divide')) return null;
  const total = (mention: ColumnMention, steps = mention.reckoned): Expression =>
    call('sum', [mentionExpression(mention, block, building, steps)]);
  const whole = binary('multiply', one, total(of, reckoned.slice(0, at)));
  return reckoned
    .slice(at)
    .reduce<Expression>((left, { right }) => binary('divide', left, total(right)), whole);
}

/** A measure of those rows only that pass its tests. */
function conditional(measure: Measure, block: Block, building: Building): Expression {
  const { fn, distinct, of, where = [] } = measure;
  const when = every(where.map((test) => conditionExpression(test, block, building)));
  const only = (value: Expression): Expression => whenever(when, value, nothing);
  if (of === null) return call('count', [only(numeral(1))]);
  if (of.kind === 'column') {
    const value = mentionExpression(of, block, building);
    if (fn !== 'sum') return call(fn, [only(value)], distinct);
    return call('sum', [whenever(when, value, numeral(0))]);
  }
  const table = building.resolution.tableOf(of);
  const [key] = keyColumns(table);
  if (table === block.root && !distinct) return call('count', [only(numeral(1))]);
  if (key === undefined) throw new CannotBuild('rows that nothing tells apart');
  return call('count', [only(block.column({ table, column: key }))], true);
}

function whenever(when: Expression, value: Expression, otherwise: Expression): Expression {
  // oxlint-disable-next-line unicorn/no-thenable -- the AST's field; never awaited
  return { kind: 'case', branches: [{ when, then: value }], otherwise };
}

/** What the column of a measure is called: of one of two times with that time, `sum_amount_last_month`. */
export function measureName(measure: Measure, resolution: Resolution): string {
  const name = plainName(measure, resolution);
  const [only, ...more] = measure.reckoned === undefined ? (measure.where ?? []) : [];
  const time = only === undefined || more.length > 0 ? null : timeName(only);
  return time === null ? name : `${name}_${time}`;
}

function plainName(measure: Measure, resolution: Resolution): string {
  if (measure.reckoned !== undefined)
    return measure.reckoned.op === 'subtract'
      ? 'difference'
      : measure.reckoned.op === 'divide'
        ? 'ratio'
        : 'result';
  if (measure.share === true) return 'percentage';
  if (measure.of === null) return 'count';
  if (measure.of.kind === 'table')
    return `${resolution.tableOf(measure.of).object.name}_count`.toLowerCase();
  return `${measure.fn}_${mentionName(measure.of, resolution)}`.toLowerCase();
}
