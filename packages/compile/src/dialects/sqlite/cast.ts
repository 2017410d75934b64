import { isInteger, type ColumnType, type Expression } from '@ai-etl/core';
import type { CastRequest, ExpressionPrinter } from '../dialect.ts';
import { atom, callFragment, precedence, type Fragment } from '../fragment.ts';
import { familyOf } from './types.ts';

/** Casts by functions that fail; where both types are stored alike, nothing. */
export function printCast(
  { operand, from, to }: CastRequest,
  printer: ExpressionPrinter,
): Fragment {
  const { type } = from;
  if (type === null) return atom('NULL');
  const request: Request = { operand, type, to, printer };
  if (type.kind === 'text') return fromText(request);
  if (to.kind === 'text') return toText(request);
  const family = familyOf(type);
  if (family !== undefined) return fromNumber(request);
  if (type.kind === 'bool' && isInteger(to)) return same(request);
  return fromMoment(request) ?? refuse(request);
}

interface Request {
  readonly operand: Expression;
  readonly type: ColumnType;
  readonly to: ColumnType;
  readonly printer: ExpressionPrinter;
}

function refuse({ type, to, printer }: Request): Fragment {
  return printer.unsupported(`a cast from ${type.kind} to ${to.kind}`);
}

/** The value as it is; a literal becomes an expression, so that GROUP BY 1 is no place of a column. */
function same({ operand, type, printer }: Request): Fragment {
  if (operand.kind !== 'literal') return printer.fragment(operand);
  const affinity = familyOf(type) === 'integer' || type.kind === 'bool' ? 'INTEGER' : 'TEXT';
  return callFragment('CAST', [`${printer.print(operand)} AS ${affinity}`]);
}

function call({ operand, printer }: Request, name: string, ...rest: readonly (string | number)[]) {
  return callFragment(name, [printer.print(operand), ...rest.map(String)]);
}

const bits: Readonly<Partial<Record<ColumnType['kind'], number>>> = {
  int8: 8,
  int16: 16,
  int32: 32,
  int64: 64,
};

/** Precision and scale as arguments; none for a decimal without them. */
function digits(to: ColumnType): readonly number[] {
  return to.kind === 'decimal' && to.precision !== undefined ? [to.precision, to.scale ?? 0] : [];
}

function fromText(request: Request): Fragment {
  const { to } = request;
  const size = bits[to.kind];
  if (size !== undefined) return call(request, 'etl_integer_of_text', size);
  switch (to.kind) {
    case 'text':
      return same(request);
    case 'decimal':
      return call(request, 'etl_decimal_of_text', ...digits(to));
    case 'float64':
      return call(request, 'etl_float_of_text');
    case 'float32':
      return callFragment('etl_float32', [call(request, 'etl_float_of_text').text]);
    case 'bytes':
    case 'list':
      return refuse(request);
    default:
      return call(request, `etl_${to.kind}_of_text`);
  }
}

function toText(request: Request): Fragment {
  const { type, operand, printer } = request;
  switch (type.kind) {
    case 'bool':
      return call(request, 'etl_text_of_bool');
    case 'float64':
      return call(request, 'etl_text_of_float');
    case 'float32':
      return printer.unsupported('the text of a float32', 'cast it to float64 first');
    case 'timestamptz':
      return {
        text: `${printer.print(operand, precedence.concat)} || '+00'`,
        precedence: precedence.concat,
      };
    case 'bytes':
      return refuse(request);
    default:
      return isInteger(type)
        ? callFragment('CAST', [`${printer.print(operand)} AS TEXT`])
        : same(request);
  }
}

function fromNumber(request: Request): Fragment {
  const { operand, type, to, printer } = request;
  const family = familyOf(type);
  const size = bits[to.kind];
  if (size !== undefined) {
    if (family !== 'integer') return call(request, `etl_integer_of_${family ?? 'decimal'}`, size);
    return size < (bits[type.kind] ?? 64) ? call(request, 'etl_integer', size) : same(request);
  }
  switch (to.kind) {
    case 'decimal':
      return call(
        request,
        family === 'float' ? 'etl_decimal_of_float' : 'etl_decimal',
        ...digits(to),
      );
    case 'float32':
      return type.kind === 'float32' ? same(request) : call(request, 'etl_float32');
    case 'float64':
      return family === 'float' ? printer.fragment(operand) : call(request, 'etl_float');
    case 'bool':
      return call(request, 'etl_bool_of_number');
    default:
      return refuse(request);
  }
}

function fromMoment(request: Request): Fragment | undefined {
  const { type, to } = request;
  const isMoment = type.kind === 'timestamp' || type.kind === 'timestamptz';
  switch (to.kind) {
    case 'timestamp':
    case 'timestamptz':
      if (type.kind === 'date') return call(request, 'etl_timestamp_of_date');
      return isMoment ? same(request) : undefined;
    case 'date':
    case 'time':
      return isMoment ? call(request, `etl_${to.kind}_of_moment`) : sameKind(request);
    default:
      return sameKind(request);
  }
}

function sameKind(request: Request): Fragment | undefined {
  return request.type.kind === request.to.kind && request.type.kind !== 'list'
    ? same(request)
    : undefined;
}
