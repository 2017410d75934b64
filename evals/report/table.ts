/** Columns padded to their widest cell; numbers on the right. */
export function printTable(
  head: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const shown = rows.map((row) => row.map((cell) => (cell === null ? '-' : String(cell))));
  const widths = head.map((name, at) =>
    Math.max(name.length, ...shown.map((row) => row[at]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => {
        const width = widths[at] ?? 0;
        return at === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...shown.map(line)].join(
    '\n',
  );
}
