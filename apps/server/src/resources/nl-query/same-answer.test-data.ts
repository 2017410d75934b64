type Rows = readonly (readonly unknown[])[];

/**
 * Whether every column of the right answer is among those of the other, whatever their order and
 * names, with equal rows; in the same order where that counts.
 */
export function isSameAnswer(answer: Rows, right: Rows, ordered: boolean): boolean {
  if (answer.length !== right.length) return false;
  const width = right[0]?.length ?? 0;
  const available = answer[0]?.length ?? 0;
  const wanted = lines(right, range(width), ordered);
  return choices(available, width).some((columns) => {
    const got = lines(answer, columns, ordered);
    return got.every((line, at) => line === wanted[at]);
  });
}

function lines(rows: Rows, columns: readonly number[], ordered: boolean): readonly string[] {
  const all = rows.map((row) => columns.map((at) => canonical(row[at])).join(' | '));
  return ordered ? all : all.toSorted();
}

/** Every way to take `count` of `size` columns, in any order. */
function choices(size: number, count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  return choices(size, count - 1).flatMap((taken) =>
    range(size)
      .filter((at) => !taken.includes(at))
      .map((at) => [...taken, at]),
  );
}

function range(size: number): number[] {
  return Array.from({ length: size }, (_, at) => at);
}

/** Numbers to nine digits; moments and dates by what they say. */
function canonical(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/iu.test(text)) return Number(text).toPrecision(9);
  return text
    .replace('T', ' ')
    .replace(/(?:\+00(?::00)?|Z)$/u, '')
    .replace(/(\.\d*?)0+$/u, '$1')
    .replace(/\.$/u, '')
    .replace(/ 00:00:00$/u, '');
}
