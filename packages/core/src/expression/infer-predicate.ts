import type {
  BetweenExpression,
  Expression,
  InExpression,
  InPeriodExpression,
  LikeExpression,
} from './ast.ts';
import { commonType, comparability } from './common-type.ts';
import type { Inference } from './inference.ts';
import { describeType, type InferredType, type TypedValue } from './inferred-type.ts';
import { printText } from './names.ts';
import { periodUnits } from './period.ts';
import { shorten } from './shorten.ts';
import { normalizeTemporal } from './temporal-literal.ts';

type Operand = readonly [Expression, TypedValue];

/** `x IN (…)`: each item must be comparable with x. */
export function inferIn(inference: Inference, expression: InExpression): TypedValue {
  const operand = inference.infer(expression.operand);
  let nullable = operand.nullable;
  for (const item of expression.items) {
    const value = inference.infer(item);
    nullable ||= value.nullable;
    const compared: Operand = [expression.operand, operand];
    if (!checkComparable(inference, compared, [item, value], 'equality')) break;
  }
  return { type: { kind: 'bool' }, nullable };
}

export function inferBetween(inference: Inference, expression: BetweenExpression): TypedValue {
  const operand = inference.infer(expression.operand);
  const low = inference.infer(expression.low);
  const high = inference.infer(expression.high);
  const compared: Operand = [expression.operand, operand];
  checkComparable(inference, compared, [expression.low, low], 'ordered');
  checkComparable(inference, compared, [expression.high, high], 'ordered');
  const nullable = operand.nullable || low.nullable || high.nullable;
  return { type: { kind: 'bool' }, nullable };
}

export function inferLike(inference: Inference, expression: LikeExpression): TypedValue {
  const operand = inference.infer(expression.operand);
  const pattern = inference.infer(expression.pattern);
  const compared: readonly Operand[] = [
    [expression.operand, operand],
    [expression.pattern, pattern],
  ];
  for (const [part, { type }] of compared) {
    if (['text', 'null', 'unknown'].includes(type.kind)) continue;
    inference.report(
      'TYPE_MISMATCH',
      `LIKE compares text, but ${shorten(part)} is ${describeType(type)}.`,
      `write CAST(${shorten(part)} AS text)`,
    );
  }
  return { type: { kind: 'bool' }, nullable: operand.nullable || pattern.nullable };
}

export function inferInPeriod(inference: Inference, expression: InPeriodExpression): TypedValue {
  const { operand, period } = expression;
  const { type, nullable } = inference.infer(operand);
  const fine = ['date', 'timestamp', 'timestamptz', 'null', 'unknown'].includes(type.kind);
  if (!fine) {
    inference.report(
      'TYPE_MISMATCH',
      `IN PERIOD needs a date or timestamp, but ${shorten(operand)} is ${describeType(type)}.`,
      type.kind === 'text' ? `write CAST(${shorten(operand)} AS date)` : undefined,
    );
  }
  const clock = periodUnits(period).find((unit) => ['hour', 'minute', 'second'].includes(unit));
  if (type.kind === 'date' && clock !== undefined) {
    inference.report(
      'TYPE_MISMATCH',
      `${shorten(operand)} is a date, which knows no ${clock}s.`,
      'use a period of days or longer',
    );
  }
  return { type: { kind: 'bool' }, nullable };
}

/**
 * Reports, and answers false, when the two cannot be compared that way. Comparing with a literal
 * NULL is reported too: it is never true.
 */
export function checkComparable(
  inference: Inference,
  [left, leftValue]: Operand,
  [right, rightValue]: Operand,
  how: 'equality' | 'ordered',
): boolean {
  const [a, b] = [leftValue.type, rightValue.type];
  if (a.kind === 'unknown' || b.kind === 'unknown') return true;
  if (isNullLiteral(left) || isNullLiteral(right)) {
    inference.report(
      'TYPE_MISMATCH',
      'A comparison with NULL is never true.',
      'write x IS NULL or x IS NOT NULL',
    );
    return false;
  }
  const met = commonType(a, b);
  if (met === undefined) {
    inference.report(
      'TYPE_MISMATCH',
      `${shorten(left)} is ${describeType(a)} and ${shorten(right)} is ${describeType(b)}; they cannot be compared.`,
      comparisonHint([left, a], [right, b]),
    );
    return false;
  }
  const possible = comparability(met);
  if (possible === 'ordered' || (possible === 'equality' && how === 'equality')) return true;
  inference.report(
    'TYPE_MISMATCH',
    `${shorten(left)} is ${describeType(a)}, which ${how === 'ordered' ? 'has no order' : 'cannot be compared'}.`,
  );
  return false;
}

function isNullLiteral(expression: Expression): boolean {
  return expression.kind === 'literal' && expression.type === 'null';
}

/** Shows how a text literal is written as the other side's type, else suggests a cast. */
function comparisonHint(
  [left, a]: readonly [Expression, InferredType],
  [right, b]: readonly [Expression, InferredType],
): string {
  return (
    literalHint(right, a) ??
    literalHint(left, b) ??
    (a.kind === 'timestamp' && b.kind === 'timestamptz'
      ? `cast one side: CAST(${shorten(left)} AS timestamptz) reads it in UTC`
      : `cast one side: CAST(${shorten(right)} AS ${describeType(a)})`)
  );
}

function literalHint(expression: Expression, wanted: InferredType): string | undefined {
  if (expression.kind !== 'literal' || expression.type !== 'text') return undefined;
  const { value } = expression;
  switch (wanted.kind) {
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamptz': {
      const text = normalizeTemporal(wanted.kind, value) ?? normalizeTemporal('timestamp', value);
      return text && `write ${wanted.kind.toUpperCase()} ${printText(text)}`;
    }
    case 'uuid':
    case 'bool':
      return `write CAST(${printText(value)} AS ${wanted.kind})`;
    default:
      return /^-?\d+(\.\d+)?$/.test(value)
        ? `write the number without quotes: ${value}`
        : undefined;
  }
}
