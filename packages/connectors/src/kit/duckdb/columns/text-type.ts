import type { ColumnType } from '@ai-etl/core';
import { complaintMark } from '../errors.ts';
import { quoteText } from '../quote.ts';
import { nativeType } from '../types.ts';

/** A type whose values have one spelling each, so that text and value tell the same. */
export interface TextType {
  readonly native: string;
  /** Condition of SQL on an expression of VARCHAR. */
  matches(value: string): string;
  /** True when DuckDB prints most values as they are spelled: comparing is then faster than a pattern. */
  readonly isPrinted?: boolean;
}

const instant = '\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?';

/** Candidates, the narrowest first. DuckDB parses a decimal past 18 digits some 30 times as slowly. */
export const textTypes: readonly TextType[] = [
  { native: 'BOOLEAN', matches: (value) => `${value} IN ('true', 'false')` },
  // 18 digits, so that every match fits.
  {
    native: 'BIGINT',
    matches: (value) => fits(value, '-?(0|[1-9][0-9]{0,17})'),
    isPrinted: true,
  },
  decimal(18, 2),
  decimal(18, 6),
  decimal(38, 6),
  decimal(38, 18),
  parsed('DATE', '\\d{4}-\\d{2}-\\d{2}'),
  parsed('TIMESTAMP', instant),
  parsed('TIMESTAMP WITH TIME ZONE', `${instant}(Z|[+-]\\d{2}(:?\\d{2})?)`),
  parsed('UUID', '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'),
];

/**
 * How texts of a declared type are spelled; undefined for types that no text has. Unlike a type that is
 * found, a declared one may be a double, or text whatever it looks like.
 */
export function declaredType(type: ColumnType): TextType | undefined {
  switch (type.kind) {
    case 'text':
      return { native: 'VARCHAR', matches: () => 'true' };
    case 'float64':
      return { native: 'DOUBLE', matches: (value) => `TRY_CAST(${value} AS DOUBLE) IS NOT NULL` };
    case 'decimal': {
      const { precision = 38, scale = 0 } = type;
      return precision > 38 ? undefined : decimal(precision, scale);
    }
    default: {
      const native = nativeType(type);
      return textTypes.find((one) => one.native === native);
    }
  }
}

/** The value of a text in its type; another text fails the query and names file and column. */
export function typedText(
  value: string,
  { type, place }: { readonly type: TextType; readonly place: string },
): string {
  const cast = `CAST(${value} AS ${type.native})`;
  const tried = `TRY_CAST(${value} AS ${type.native})`;
  // A pattern takes some five times as long as a cast there and back; CASE asks it of the rest only.
  const printed = type.isPrinted === true ? `WHEN ${tried}::VARCHAR = ${value} THEN ${tried} ` : '';
  return `CASE WHEN ${value} IS NULL THEN NULL ${printed}WHEN ${type.matches(value)} THEN ${cast} ELSE error(${place}) END`;
}

/** What is said of a column that has a value of another type. */
export interface RefusedColumn {
  readonly column: string;
  readonly native: string;
  readonly cure: string;
}

/** The text of the error, as SQL: `place`, where the value stands, is an expression too. */
export function complaint(place: string, refused: RefusedColumn): string {
  return `${quoteText(complaintMark)} || ${place} || ${quoteText(complaintWords(refused))}`;
}

/** What follows the place; `shape` is how the value is spelled, where somebody has looked. */
export function complaintWords({ column, native, cure }: RefusedColumn, shape?: string): string {
  const value = shape === undefined ? 'a value' : `a value (spelled like ${shape})`;
  const words = `: column "${column}" has ${value} that is no ${native}, though the rows before it are. ${cure}`;
  return words.replaceAll('\n', ' ');
}

function fits(value: string, pattern: string): string {
  return `regexp_full_match(${value}, ${quoteText(pattern)})`;
}

/** As many digits before and after the point as every match may have. */
function decimal(precision: number, scale: number): TextType {
  const whole = precision > scale ? `(0|[1-9][0-9]{0,${precision - scale - 1}})` : '0';
  const pattern = `-?${whole}${scale === 0 ? '' : `(\\.[0-9]{1,${scale}})?`}`;
  return {
    native: `DECIMAL(${precision},${scale})`,
    matches: (value) => fits(value, pattern),
    isPrinted: true,
  };
}

/** There is no 30th of February. */
function parsed(native: string, pattern: string): TextType {
  return {
    native,
    matches: (value) => `(${fits(value, pattern)} AND TRY_CAST(${value} AS ${native}) IS NOT NULL)`,
    isPrinted: true,
  };
}
