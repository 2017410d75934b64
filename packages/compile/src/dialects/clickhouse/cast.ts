import { isInteger, type ColumnType, type Expression } from '@ai-etl/core';
import type { CastRequest, ExpressionPrinter } from '../dialect.ts';
import { atom, callFragment, precedence, type Fragment } from '../fragment.ts';
import { safeCast } from './null-safe.ts';
import { typedNull } from './types.ts';

/**
 * A cast that fails where ClickHouse's own would change the value: wrap an integer, cut decimals
 * instead of rounding them, exceed a decimal's digits, read '' as NULL or 30 February as 1 March.
 */
export function printCast(
  { operand, from, to }: CastRequest,
  printer: ExpressionPrinter,
): Fragment {
  const { type, nullable } = from;
  const text = printer.print(operand);
  if (type === null) return typedNull(to) ?? printer.unsupported(`a cast to ${to.kind}`);
  const request: Request = { operand, text, type, nullable, printer };
  if (isInteger(to)) return toInteger(request, to);
  switch (to.kind) {
    case 'text':
      return toText(request);
    case 'decimal':
      return toDecimal(request, to);
    case 'float32':
    case 'float64':
      return type.kind === 'text'
        ? fromText(request, to)
        : callFragment(to.kind === 'float32' ? 'toFloat32' : 'toFloat64', [text]);
    case 'bool':
      if (isInteger(type)) {
        const left = printer.print(operand, precedence.comparison + 1);
        return { text: `${left} <> 0`, precedence: precedence.comparison };
      }
      return type.kind === 'text' ? fromText(request, to) : atom(text);
    case 'date':
      return type.kind === 'text' ? dateFromText(request) : callFragment('toDate32', [text]);
    case 'timestamp':
    case 'timestamptz':
      return type.kind === 'text'
        ? momentFromText(request, to.kind)
        : atom(moment(operand, printer));
    case 'uuid':
      return type.kind === 'text' ? fromText(request, to) : atom(text);
    default:
      return type.kind === to.kind
        ? atom(text)
        : printer.unsupported(`a cast from ${type.kind} to ${to.kind}`);
  }
}

interface Request {
  readonly operand: Expression;
  readonly text: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly printer: ExpressionPrinter;
}

/** A date or moment as DateTime64(6) in UTC, whatever precision or zone its column has. */
export function moment(operand: Expression, printer: ExpressionPrinter): string {
  const text = printer.print(operand);
  const isLiteral = operand.kind === 'literal' && operand.type !== 'date';
  return isLiteral ? text : `toDateTime64(${text}, 6, 'UTC')`;
}

function toInteger(request: Request, to: ColumnType): Fragment {
  const { text, type } = request;
  switch (type.kind) {
    case 'text':
      return fromText(request, to);
    case 'decimal':
      return convert('accurateCast', `round(${text})`, to, request);
    case 'float32':
    case 'float64':
      return convert('accurateCast', `roundBankers(${text})`, to, request);
    default:
      return convert('accurateCast', text, to, request);
  }
}

function toText({ operand, text, type, printer }: Request): Fragment {
  switch (type.kind) {
    case 'text':
      return atom(text);
    case 'decimal':
      return type.scale === undefined
        ? printer.unsupported('the text of a number without a scale')
        : callFragment('toDecimalString', [text, String(type.scale)]);
    case 'bool':
      return atom(`toString(toBool(${text}))`);
    case 'date':
      return atom(`toString(toDate32(${text}))`);
    case 'timestamp':
      return atom(momentText(operand, printer));
    case 'timestamptz':
      return callFragment('concat', [momentText(operand, printer), "'+00'"]);
    case 'float32':
    case 'float64':
      return printer.unsupported(
        'the text of a float as other systems write it',
        'cast it to a decimal first',
      );
    case 'list':
    case 'json':
    case 'time':
    case 'bytes':
      return printer.unsupported(`a cast from ${type.kind} to text`);
    default:
      return callFragment('toString', [text]);
  }
}

/** Microseconds without trailing zeros. */
function momentText(operand: Expression, printer: ExpressionPrinter): string {
  return `replaceRegexpOne(toString(${moment(operand, printer)}), '\\\\.?0+$', '')`;
}

function toDecimal(request: Request, to: Extract<ColumnType, { kind: 'decimal' }>): Fragment {
  const { text, type, printer } = request;
  if (to.precision === undefined) return printer.unsupported('a decimal without a precision');
  const scale = to.scale ?? 0;
  const whole = to.precision - scale;
  if (type.kind === 'text') {
    // Cut at 20 places more than are kept, then rounded: the digits beyond cannot matter.
    const wide = decimalOf(76, Math.min(scale + 20, 75 - whole));
    return limited(`round(${fromText(request, wide).text}, ${scale})`, to, request);
  }
  if (type.kind === 'float32' || type.kind === 'float64') {
    return printer.unsupported('a cast from float to decimal', 'round the float, or keep it');
  }
  if (type.kind === 'decimal') {
    const fits =
      type.precision !== undefined &&
      (type.scale ?? 0) <= scale &&
      type.precision - (type.scale ?? 0) <= whole;
    return fits
      ? convert('CAST', text, to, request)
      : limited((type.scale ?? 0) > scale ? `round(${text}, ${scale})` : text, to, request);
  }
  return whole >= 19 ? convert('CAST', text, to, request) : limited(text, to, request);
}

function decimalOf(precision: number, scale: number): ColumnType {
  return { kind: 'decimal', precision, scale };
}

/** ClickHouse checks a decimal's storage, not its precision. */
function limited(
  text: string,
  to: Extract<ColumnType, { kind: 'decimal' }>,
  request: Request,
): Fragment {
  const whole = (to.precision ?? 76) - (to.scale ?? 0);
  const bound = `CAST('1${'0'.repeat(whole)}', 'Decimal(76, 0)')`;
  const checked = guarded(text, `abs(x) >= ${bound}`, `value exceeds ${describe(to)}`);
  return convert('CAST', checked, to, request);
}

function describe(type: Extract<ColumnType, { kind: 'decimal' }>): string {
  return `decimal(${type.precision ?? 76},${type.scale ?? 0})`;
}

/** The value, or a failed query when the condition over `x` is true. The value is computed once. */
export function guarded(value: string, condition: string, message: string): string {
  return `arrayMap(x -> if(throwIf(ifNull(${condition}, false), '${message}') = 0, x, x), [${value}])[1]`;
}

function fromText(request: Request, to: ColumnType): Fragment {
  const trimmed = `trimBoth(${request.text})`;
  const given = request.nullable ? guarded(trimmed, "x = ''", 'empty text is no value') : trimmed;
  return convert('accurateCast', given, to, request);
}

function dateFromText(request: Request): Fragment {
  const given = guarded(
    `trimBoth(${request.text})`,
    "x IS NOT NULL AND ifNull(toString(accurateCastOrNull(x, 'Date32')) <> x, true)",
    'text is no date',
  );
  return convert('accurateCast', given, { kind: 'date' }, request);
}

function momentFromText(request: Request, kind: 'timestamp' | 'timestamptz'): Fragment {
  const zone = kind === 'timestamptz' ? '([zZ]|[+-][0-9]{2}(:?[0-9]{2})?)?' : '';
  const pattern = `^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?${zone})?$`;
  const given = guarded(
    `trimBoth(${request.text})`,
    `NOT match(x, '${pattern}') OR toString(toDate32(substring(x, 1, 10))) <> substring(x, 1, 10)`,
    `text is no ${kind}`,
  );
  const parse = (text: string) => `parseDateTime64BestEffort(${text}, 6, 'UTC')`;
  if (!request.nullable) return atom(parse(given));
  return atom(
    `arrayMap(x -> if(x IS NULL, NULL, ${parse("ifNull(x, '1970-01-01')")}), [${given}])[1]`,
  );
}

function convert(
  name: 'CAST' | 'accurateCast',
  text: string,
  to: ColumnType,
  { operand, nullable, type, printer }: Request,
): Fragment {
  const placeholder = placeholders[type.kind === 'text' ? to.kind : 'number'] ?? "'0'";
  const cast = safeCast({ name, text, operand, nullable, to, placeholder });
  return cast === undefined ? printer.unsupported(`a cast to ${to.kind}`) : atom(cast);
}

/** Values that stand in for NULL while a cast looks at them: texts by target type, or a number. */
const placeholders: Readonly<Record<string, string>> = {
  number: '0',
  date: "'1970-01-01'",
  uuid: "'00000000-0000-0000-0000-000000000000'",
};
