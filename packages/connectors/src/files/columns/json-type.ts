import type { TextType } from './text-type.ts';

/** Types of JSON values: what is not of one of these in every row stays JSON. */
export const jsonTypes: readonly TextType[] = [
  byType('BOOLEAN', "'BOOLEAN'"),
  byType('BIGINT', "'UBIGINT', 'BIGINT'"),
  byType('DOUBLE', "'UBIGINT', 'BIGINT', 'DOUBLE'"),
  byType('VARCHAR', "'VARCHAR'"),
];

/** A JSON `null` is NULL; the text of a value without JSON's quotes. */
export function jsonText(value: string): string {
  return `(${value}->>'$')`;
}

function byType(native: string, kinds: string): TextType {
  return {
    native,
    matches: (value) =>
      `(json_type(${value}) IN (${kinds}) AND TRY_CAST(${jsonText(value)} AS ${native}) IS NOT NULL)`,
  };
}
