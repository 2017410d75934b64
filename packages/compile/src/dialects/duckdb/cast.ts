import { isInteger, isNumeric, type ColumnType } from '@ai-etl/core';
import type { CastRequest, ExpressionPrinter } from '../dialect.ts';
import { atom, callFragment, precedence, type Fragment } from '../fragment.ts';
import { hasOwnScale } from '../own-scale.ts';
import { fromText } from './cast-text.ts';
import { computedTypeName } from './types.ts';

/** CAST, with what DuckDB would read in the session's zone, or write differently, spelled out. */
export function printCast(
  { operand, from, to }: CastRequest,
  printer: ExpressionPrinter,
): Fragment {
  const text = printer.print(operand);
  const { type } = from;
  if (type === null) return castTo(text, to, printer);
  switch (type.kind) {
    case 'text':
      return to.kind === 'text' || to.kind === 'json'
        ? castTo(text, to, printer)
        : fromText(operand, to, printer);
    case 'timestamptz':
      return fromInstant(text, to, printer);
    case 'date':
    case 'timestamp':
      return to.kind === 'timestamptz'
        ? callFragment('timezone', ["'UTC'", `CAST(${text} AS TIMESTAMP)`])
        : castTo(text, to, printer);
    case 'float32':
    case 'float64':
      return fromFloat(text, type, { to, printer });
    case 'decimal':
      if (to.kind !== 'text') break;
      return decimalText(hasOwnScale(operand) ? text : castTo(text, type, printer).text, type);
    case 'list':
      return to.kind === 'text'
        ? listText(text, type.element, printer)
        : printer.unsupported('a cast between lists');
    default:
      break;
  }
  if (to.kind === 'bool' && isNumeric(type)) {
    const left = printer.print(operand, precedence.comparison + 1);
    return { text: `${left} <> 0`, precedence: precedence.comparison };
  }
  return castTo(text, to, printer);
}

/** DuckDB leaves out the zero before the point where the type has no place for it: `-.25`. */
function decimalText(
  text: string,
  { precision, scale }: ColumnType & { kind: 'decimal' },
): Fragment {
  const plain = callFragment('CAST', [`${text} AS VARCHAR`]);
  const hasPlace = precision !== undefined && scale !== undefined && precision - scale > 1;
  return hasPlace
    ? plain
    : callFragment('regexp_replace', [plain.text, "'^(-?)[.]'", String.raw`'\10.'`]);
}

/** `CAST(text AS type)`, reported when there is no such type. */
export function castTo(text: string, to: ColumnType, printer: ExpressionPrinter): Fragment {
  const name = computedTypeName(to);
  return name === undefined
    ? printer.unsupported(
        to.kind === 'decimal' ? 'a decimal without a scale' : `a cast to ${to.kind}`,
        'cast it to a decimal of at most 38 digits',
      )
    : callFragment('CAST', [`${text} AS ${name}`]);
}

function fromInstant(text: string, to: ColumnType, printer: ExpressionPrinter): Fragment {
  if (to.kind === 'timestamptz') return atom(text);
  const utc = `timezone('UTC', ${text})`;
  if (to.kind === 'timestamp') return atom(utc);
  if (to.kind !== 'text') return castTo(utc, to, printer);
  return { text: `CAST(${utc} AS VARCHAR) || '+00'`, precedence: precedence.concat };
}

/** Decimals come from as many digits as a float surely has, as in PostgreSQL: 1.005 is 1.005. */
function fromFloat(
  text: string,
  type: ColumnType,
  { to, printer }: { readonly to: ColumnType; readonly printer: ExpressionPrinter },
): Fragment {
  if (to.kind === 'decimal') {
    const digits = type.kind === 'float32' ? 6 : 15;
    return castTo(`format('{:.${digits}g}', ${text})`, to, printer);
  }
  if (to.kind !== 'text') return castTo(text, to, printer);
  return type.kind === 'float32'
    ? printer.unsupported('the text of a float32', 'cast it to float64 first')
    : atom(floatText(text));
}

/**
 * The shortest text that reads back equal, spelled as in PostgreSQL. DuckDB differs in whole
 * numbers (`5.0`), in those of 16 digits (without an exponent), and in what is no number.
 */
function floatText(text: string): string {
  const plain = `regexp_replace(CAST(${text} AS VARCHAR), '[.]0$', '')`;
  const exponent = `regexp_replace(${plain}, '^(-?[0-9])([0-9]{15})[.]?([0-9]*)$', '\\1.\\2\\3e+15')`;
  const short = `regexp_replace(${exponent}, '[.]?0*e', 'e')`;
  return `replace(replace(${short}, 'nan', 'NaN'), 'inf', 'Infinity')`;
}

/** Lists are JSON; only of elements whose JSON is exact. */
function listText(text: string, element: ColumnType, printer: ExpressionPrinter): Fragment {
  const isExact = isInteger(element) || ['text', 'bool', 'date', 'uuid'].includes(element.kind);
  return isExact
    ? callFragment('CAST', [`to_json(${text}) AS VARCHAR`])
    : printer.unsupported(`the text of a list of ${element.kind} values`);
}
