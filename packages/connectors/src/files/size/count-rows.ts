import { csvStates, state } from '../csv/states.ts';

/** Rows at the beginning of a text. */
export interface RowsCounted {
  readonly rows: number;
  /** That the rows take. */
  readonly bytes: number;
  readonly headerBytes: number;
}

const quote = 34;
const backslash = 92;
const opening = new Set([123, 91]);
const closing = new Set([125, 93]);

/** Whole rows of CSV, and the last one of a file that is there as a whole. Empty lines are none. */
export function countCsvRows(
  text: Buffer,
  {
    delimiter,
    hasHeader,
    isWhole,
  }: { readonly delimiter: string; readonly hasHeader: boolean; readonly isWhole: boolean },
): RowsCounted {
  const next = csvStates(delimiter);
  let now: number = state.row;
  let ends = 0;
  let headerBytes = 0;
  let lastEnd = 0;
  const end = (at: number): void => {
    ends += 1;
    lastEnd = at;
    if (hasHeader && ends === 1) headerBytes = at;
  };
  for (const [at, byte] of text.entries()) {
    const before = now;
    now = next[(before << 8) | byte] ?? 0;
    if (now === state.row && before !== state.row) end(at + 1);
  }
  if (isWhole && now !== state.row) end(text.length);
  const rows = Math.max(0, ends - (hasHeader ? 1 : 0));
  return { rows, bytes: Math.max(0, lastEnd - headerBytes), headerBytes };
}

/** Whole objects of JSON lines or of an array of them. */
export function countJsonRows(text: Buffer): RowsCounted {
  let depth = 0;
  let isQuoted = false;
  let rows = 0;
  let lastEnd = 0;
  const first = text.find((byte) => byte === 123 || byte === 91);
  const outside = first === 91 ? 1 : 0;
  for (let at = 0; at < text.length; at += 1) {
    const byte = text[at] ?? 0;
    if (isQuoted) {
      if (byte === backslash) at += 1;
      else if (byte === quote) isQuoted = false;
    } else if (byte === quote) isQuoted = true;
    else if (opening.has(byte)) depth += 1;
    else if (closing.has(byte)) {
      depth -= 1;
      if (depth !== outside || byte !== 125) continue;
      rows += 1;
      lastEnd = at + 1;
    }
  }
  return { rows, bytes: lastEnd, headerBytes: 0 };
}
