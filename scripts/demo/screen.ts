import type { WriteStream } from 'node:tty';

/** What the demo prints for a person. With `--json` it goes to standard error, without colours. */
export interface Screen {
  heading(text: string): void;
  line(text?: string): void;
  dim(text: string): void;
  good(text: string): void;
  bad(text: string): void;
  /** Aligned columns; numbers to the right. */
  table(header: readonly string[], rows: readonly (readonly string[])[]): void;
  /** Redraws one line on a terminal; elsewhere prints a line at each tenth. */
  progress(percent: number, text: string): void;
  endProgress(): void;
}

export function createScreen(stream: WriteStream): Screen {
  const terminal = stream.isTTY && process.env['NO_COLOR'] === undefined;
  const paint = (code: string, text: string): string =>
    terminal ? `\u001b[${code}m${text}\u001b[0m` : text;
  const write = (text: string): void => void stream.write(`${text}\n`);
  let lastTenth = -1;
  let drawn = false;
  return {
    heading: (text) => write(`\n${paint('1;36', text)}`),
    line: (text = '') => write(text),
    dim: (text) => write(paint('2', text)),
    good: (text) => write(`${paint('32', '✓')} ${text}`),
    bad: (text) => write(`${paint('31', '✗')} ${text}`),
    table: (header, rows) => write(layOutTable(header, rows, (text) => paint('2', text))),
    progress: (percent, text) => {
      const filled = Math.round(percent / 4);
      const bar = `${'█'.repeat(filled)}${'░'.repeat(25 - filled)}`;
      const content = `  ${bar} ${String(Math.round(percent)).padStart(3)} %  ${text}`;
      if (terminal) {
        stream.write(`\r\u001b[2K${content}`);
        drawn = true;
        return;
      }
      const tenth = Math.floor(percent / 10);
      if (tenth !== lastTenth) write(content);
      lastTenth = tenth;
    },
    endProgress: () => {
      if (drawn) stream.write('\n');
      drawn = false;
      lastTenth = -1;
    },
  };
}

function layOutTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  dim: (text: string) => string,
): string {
  const widths = header.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => (row[at] ?? '').length)),
  );
  const numeric = header.map((_, at) => rows.every((row) => /^[\d,.\s%+-]*$/.test(row[at] ?? '')));
  const layOut = (cells: readonly string[]): string =>
    `  ${cells
      .map((cell, at) =>
        numeric[at] === true ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd()}`;
  return [dim(layOut(header)), ...rows.map(layOut)].join('\n');
}
