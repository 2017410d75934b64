import { detectSemanticType, maskValue, type CheckSample, type Schema } from '@ai-etl/core';

/** Rows of a sample that are kept with the receipt, and characters of a value. */
const keptRows = 10;
const longestValue = 200;

/**
 * A few failing rows as anybody may see them: columns that look personal, judged by their names
 * and by all rows that were read, are masked.
 */
export function maskSample(
  columns: Schema,
  rows: readonly (readonly (string | null)[])[],
): CheckSample {
  const meanings = columns.map(({ name, type }, place) => {
    const values = rows.map((row) => row[place] ?? null).filter((value) => value !== null);
    return detectSemanticType({ name, type, values });
  });
  return {
    columns: columns.map(({ name }) => name),
    rows: rows.slice(0, keptRows).map((row) =>
      columns.map((_, place) => {
        const text = row[place] ?? null;
        if (text === null) return null;
        const meaning = meanings[place] ?? null;
        if (meaning?.pii === true) return maskValue(text, meaning.kind);
        return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
      }),
    ),
  };
}
