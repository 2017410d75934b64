import { textTypes, type TextType } from './text-type.ts';

/**
 * Types of JSON values, the narrowest first: what is not of one of these in every row stays JSON. Dates
 * and moments are texts in JSON, and taken for what they are as in CSV.
 */
export const jsonTypes: readonly TextType[] = [
  byKind('BOOLEAN', "'BOOLEAN'"),
  byKind('BIGINT', "'UBIGINT', 'BIGINT'"),
  { native: 'DOUBLE', matches: isExactDouble },
  ...textTypes
    .filter(({ native }) => /^(DATE|TIMESTAMP|UUID)/.test(native))
    .map((type) => ({ native: type.native, matches: (value: string) => isText(value, type) })),
  byKind('VARCHAR', "'VARCHAR'"),
];

/** A JSON `null` is NULL; the text of a value without JSON's quotes. */
export function jsonText(value: string): string {
  return `(${value}->>'$')`;
}

function byKind(native: string, kinds: string): TextType {
  return {
    native,
    matches: (value) =>
      `(json_type(${value}) IN (${kinds}) AND TRY_CAST(${jsonText(value)} AS ${native}) IS NOT NULL)`,
  };
}

/** Whole numbers beyond 2^53 have no double of their own, and DuckDB calls those from 2^64 on doubles; `1e400` is none. */
function isExactDouble(value: string): string {
  const whole = `abs(TRY_CAST(${jsonText(value)} AS HUGEINT)) <= 9007199254740992`;
  const real = `regexp_matches(${value}::VARCHAR, '[.eE]') AND isfinite(TRY_CAST(${value}::VARCHAR AS DOUBLE))`;
  return `(json_type(${value}) = 'DOUBLE' AND ${real} OR json_type(${value}) IN ('UBIGINT', 'BIGINT') AND coalesce(${whole}, false))`;
}

function isText(value: string, type: TextType): string {
  return `(json_type(${value}) = 'VARCHAR' AND ${type.matches(jsonText(value))})`;
}
