import {
  detectSemanticType,
  maskValue,
  type CheckSample,
  type Schema,
  type SemanticKind,
  type Step,
} from '@ai-etl/core';

/** Rows of a sample that are kept with the receipt, and characters of a value. */
const keptRows = 10;
const longestValue = 200;

/**
 * A few failing rows as anybody may see them: columns that look personal, judged by their names
 * and by all rows that were read, are masked, and so are those that the pipeline itself masks.
 */
export function maskSample(
  columns: Schema,
  rows: readonly (readonly (string | null)[])[],
  steps: readonly Step[] = [],
): CheckSample {
  const isMasked = maskedBy(steps);
  const meanings = columns.map(({ name, type }, place) => {
    const values = rows.map((row) => row[place] ?? null).filter((value) => value !== null);
    return detectSemanticType({ name, type, values });
  });
  return {
    columns: columns.map(({ name }) => name),
    rows: rows.slice(0, keptRows).map((row) =>
      columns.map(({ name }, place) => {
        const text = row[place] ?? null;
        if (text === null) return null;
        const meaning = meanings[place] ?? null;
        if (meaning?.pii === true || isMasked(name, meaning?.kind ?? null)) {
          return maskValue(text, meaning?.kind ?? null);
        }
        return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
      }),
    ),
  };
}

/** Columns of these names, or of these kinds, are masked somewhere in the pipeline. */
function maskedBy(steps: readonly Step[]): (name: string, kind: SemanticKind | null) => boolean {
  const columns = steps.flatMap((step) => (step.op === 'mask' ? step.columns : []));
  return (column, kind) =>
    columns.some((one) => one.name === column || (kind !== null && one.kind === kind));
}
