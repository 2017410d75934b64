import { open, rm, type FileHandle } from 'node:fs/promises';
import { AiEtlError } from '@ai-etl/core';
import { quoteName, quoteText } from '../../kit/duckdb/quote.ts';
import type { CellValue, ValueKind } from './cell-value.ts';

/** Values of a row by the number of their column; undefined is NULL, as is what is missing. */
export type ScratchRow = ReadonlyMap<number, CellValue | undefined>;

interface ScratchColumn {
  readonly name: string;
  readonly kinds: Set<ValueKind>;
  /** It stands in the path. */
  readonly isPartition: boolean;
}

/** Bytes that the sheets of a path take on this machine. Excel's largest sheets take some hundred MiB. */
const mostBytes = 4 * 1024 ** 3;
/** DuckDB's limit of one object. */
const longestRowBytes = 16 * 1024 * 1024;

/**
 * A file of this machine with the rows of all workbooks of a path: JSON lines, each value a text under the number
 * of its column. Columns are those of all of them, by name; what a column is, is known when all is written.
 */
export class ScratchTable {
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #columns: ScratchColumn[] = [];
  readonly #byName = new Map<string, number>();
  #waiting: string[] = [];
  #sizeBytes = 0;
  #rows = 0;

  private constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  static async create(path: string): Promise<ScratchTable> {
    return new ScratchTable(path, await open(path, 'wx', 0o600));
  }

  /** The number of a column. Names differ by more than the case of letters, as in DuckDB. */
  column(name: string, isPartition = false): number {
    const key = name.toLowerCase();
    const known = this.#byName.get(key);
    if (known !== undefined) return known;
    const number = this.#columns.push({ name, kinds: new Set(), isPartition }) - 1;
    this.#byName.set(key, number);
    return number;
  }

  /** How many were added. */
  get rows(): number {
    return this.#rows;
  }

  /** Keeps a row until the next `flush`. Answers what is wrong with it, as the end of a sentence. */
  add(row: ScratchRow): string | undefined {
    const items = Array.from(row).flatMap(([number, value]) => {
      if (value === undefined) return [];
      this.#columns[number]?.kinds.add(value.kind);
      return [`"${number}":${JSON.stringify(value.text)}`];
    });
    const line = `{${items.join(',')}}\n`;
    const lineBytes = Buffer.byteLength(line);
    this.#sizeBytes += lineBytes;
    if (lineBytes > longestRowBytes) return 'the row has more than 16 MiB';
    if (this.#sizeBytes > mostBytes) {
      return `here the sheets of the path take more than ${mostBytes / 1024 ** 3} GiB. Name fewer files, or save them as CSV`;
    }
    this.#waiting.push(line);
    this.#rows += 1;
    return undefined;
  }

  /** Writes what was added; throws TARGET_FULL when the disk of this machine is full. */
  async flush(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const text = this.#waiting.join('');
    this.#waiting = [];
    try {
      await this.#handle.writeFile(text);
    } catch (cause) {
      throw new AiEtlError(
        'TARGET_FULL',
        'The rows of a workbook cannot be written to the disk of this machine.',
        {
          cause,
        },
      );
    }
  }

  /** The query of its rows, each column in its type. Call it when all is written. */
  query(): string {
    const numbered = this.#columns.map((column, number) => ({ ...column, number }));
    // Columns of the path come last, as in other formats.
    const ordered = [
      ...numbered.filter(({ isPartition }) => !isPartition),
      ...numbered.filter(({ isPartition }) => isPartition),
    ];
    const items = ordered.map(
      ({ name, kinds, number }) =>
        `CAST(${quoteName(String(number))} AS ${nativeOf(kinds)}) AS ${quoteName(name)}`,
    );
    const shape = numbered.map(({ number }) => `'${number}': 'VARCHAR'`).join(', ');
    return `SELECT ${items.join(', ')} FROM read_json(${quoteText(this.#path)}, format = 'newline_delimited', columns = {${shape}}, hive_partitioning = false)`;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  /** Removes the file, when nobody will read it. */
  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}

const narrowest: readonly { readonly native: string; readonly kinds: readonly ValueKind[] }[] = [
  { native: 'BOOLEAN', kinds: ['bool'] },
  { native: 'BIGINT', kinds: ['integer', 'whole'] },
  { native: 'DOUBLE', kinds: ['integer', 'double'] },
  { native: 'DATE', kinds: ['date'] },
  { native: 'TIMESTAMP', kinds: ['date', 'timestamp'] },
  { native: 'TIME', kinds: ['time'] },
];

/** The type that holds all values as they are; text holds every mixture, and no value at all. */
export function nativeOf(kinds: ReadonlySet<ValueKind>): string {
  if (kinds.size === 0) return 'VARCHAR';
  const fitting = narrowest.find((one) => [...kinds].every((kind) => one.kinds.includes(kind)));
  return fitting?.native ?? 'VARCHAR';
}
