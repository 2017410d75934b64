import { isInteger, type ColumnType, type Expression } from '@ai-etl/core';
import type { CastRequest, ExpressionPrinter } from '../dialect.ts';
import { atom, callFragment, precedence, type Fragment } from '../fragment.ts';
import { castFromText } from './cast-text.ts';
import { guarded } from './fail.ts';
import { integerRange } from './integer-range.ts';
import { typedNull, typeName } from './types.ts';

/**
 * A cast that fails where MySQL's own would clip a number, make 0 of a text or NULL of a date, all of
 * them with no more than a warning in a SELECT.
 */
export function printCast(
  { operand, from, to }: CastRequest,
  printer: ExpressionPrinter,
): Fragment {
  const { type } = from;
  const name = typeName(to);
  if (name === undefined) {
    return type?.kind === to.kind ? printer.fragment(operand) : refused(type?.kind, to, printer);
  }
  if (type === null) return typedNull(to) ?? refused(undefined, to, printer);
  const text = printer.print(operand);
  if (type.kind === 'text' && to.kind !== 'text') {
    return castFromText(text, to, name) ?? refused(type.kind, to, printer);
  }
  if (isInteger(to)) return toInteger(operand, type, to, printer);
  switch (to.kind) {
    case 'bool':
      return isInteger(type)
        ? {
            text: `${printer.print(operand, precedence.comparison + 1)} <> 0`,
            precedence: precedence.comparison,
          }
        : same(operand, type, to, printer);
    case 'decimal':
      return toDecimal(text, type, to, printer);
    case 'float32':
    case 'float64':
      return callFragment('CAST', [`${text} AS ${name}`]);
    case 'text':
      return toText(operand, type, printer);
    case 'date':
      return type.kind === 'date' ? printer.fragment(operand) : callFragment('DATE', [text]);
    case 'timestamp':
    case 'timestamptz':
      return type.kind === 'date'
        ? callFragment('CAST', [`${text} AS ${name}`])
        : printer.fragment(operand);
    case 'time':
      return callFragment('TIME', [text]);
    default:
      return same(operand, type, to, printer);
  }
}

function same(
  operand: Expression,
  type: ColumnType,
  to: ColumnType,
  printer: ExpressionPrinter,
): Fragment {
  return type.kind === to.kind ? printer.fragment(operand) : refused(type.kind, to, printer);
}

function refused(
  from: ColumnType['kind'] | undefined,
  to: ColumnType,
  printer: ExpressionPrinter,
): Fragment {
  return printer.unsupported(`a cast${from === undefined ? '' : ` from ${from}`} to ${to.kind}`);
}

const widths: Readonly<Record<string, number>> = { int8: 1, int16: 2, int32: 4, int64: 8 };

function toInteger(
  operand: Expression,
  type: ColumnType,
  to: ColumnType,
  printer: ExpressionPrinter,
): Fragment {
  const isNarrower = (widths[type.kind] ?? 9) > (widths[to.kind] ?? 0);
  const text = printer.print(operand);
  if (type.kind === 'bool') return callFragment('CAST', [`${text} AS SIGNED`]);
  if (isInteger(type) && !isNarrower) return printer.fragment(operand);
  // Decimals round half away from zero, doubles half to even.
  const whole = isInteger(type) ? text : `ROUND(${text})`;
  const [least, greatest] = integerRange(to, type.kind);
  return atom(
    guarded(`${whole} BETWEEN ${least} AND ${greatest}`, `CAST(${whole} AS SIGNED)`, {
      reason: `the value is no ${to.kind}`,
      args: [text],
    }),
  );
}

function toDecimal(
  text: string,
  type: ColumnType,
  to: Extract<ColumnType, { kind: 'decimal' }>,
  printer: ExpressionPrinter,
): Fragment {
  const name = typeName(to) ?? '';
  const scale = to.scale ?? 0;
  const whole = (to.precision ?? 0) - scale;
  const plain = callFragment('CAST', [`${text} AS ${name}`]);
  if (type.kind === 'bool') return plain;
  if (isInteger(type) && whole >= 19) return plain;
  if (type.kind === 'decimal') {
    const own = (type.precision ?? Infinity) - (type.scale ?? 0);
    if ((type.scale ?? 0) <= scale && own <= whole) return plain;
  }
  // One digit more tells that a value was clipped.
  if (whole + scale > 64)
    return printer.unsupported(`a cast to a decimal of ${to.precision} digits`);
  return atom(
    guarded(`ABS(ROUND(${text}, ${scale})) < 1${'0'.repeat(whole)}`, plain.text, {
      reason: `the value is no decimal(${to.precision},${scale})`,
      args: [text],
      typeName: name,
    }),
  );
}

function toText(operand: Expression, type: ColumnType, printer: ExpressionPrinter): Fragment {
  const text = printer.print(operand);
  switch (type.kind) {
    case 'text':
    case 'uuid':
      return printer.fragment(operand);
    case 'bool':
      return atom(`CASE WHEN ${text} THEN 'true' WHEN NOT (${text}) THEN 'false' END`);
    case 'decimal': {
      const name = typeName(type);
      return name === undefined
        ? printer.unsupported('the text of a number without a scale')
        : atom(`CAST(CAST(${text} AS ${name}) AS CHAR)`);
    }
    case 'timestamp':
      return atom(momentText(text));
    case 'timestamptz':
      return atom(`CONCAT(${momentText(text)}, '+00')`);
    case 'float32':
    case 'float64':
      return printer.unsupported(
        'the text of a float as other systems write it',
        'cast it to a decimal first',
      );
    case 'bytes':
    case 'list':
    case 'time':
      return refused(type.kind, { kind: 'text' }, printer);
    default:
      return callFragment('CAST', [`${text} AS CHAR`]);
  }
}

/** Microseconds without trailing zeros. */
function momentText(text: string): string {
  const digits = `TRIM(TRAILING '0' FROM CAST(CAST(${text} AS DATETIME(6)) AS CHAR))`;
  return `TRIM(TRAILING '.' FROM ${digits})`;
}
