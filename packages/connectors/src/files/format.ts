/** A format that DuckDB reads and writes. */
export interface PlainFormat {
  readonly kind: 'csv' | 'json' | 'parquet';
  readonly compression: 'none' | 'gzip' | 'zstd';
  /** Fields of `.tsv` are divided by tabs, whatever the settings say. */
  readonly isTsv: boolean;
}

/** Workbooks are read here, and never written. */
export interface ExcelFormat {
  readonly kind: 'excel';
  readonly compression: 'none';
  readonly isTsv: false;
}

/** How a file is to be read, by the end of its name. */
export type FileFormat = PlainFormat | ExcelFormat;

const kinds = new Map<string, FileFormat['kind']>([
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['json', 'json'],
  ['jsonl', 'json'],
  ['ndjson', 'json'],
  ['parquet', 'parquet'],
  ['xlsx', 'excel'],
]);
const compressions = new Map<string, FileFormat['compression']>([
  ['gz', 'gzip'],
  ['zst', 'zstd'],
]);

/** undefined: the name tells no format that can be read. */
export function formatOf(name: string): FileFormat | undefined {
  const [, ending = '', packed] = /\.([a-z]+)(?:\.([a-z]+))?$/.exec(lastTwo(name)) ?? [];
  const kind = kinds.get(ending);
  const compression = packed === undefined ? 'none' : compressions.get(packed);
  if (kind === undefined || compression === undefined) return undefined;
  // Parquet packs its pages itself, and a workbook is a zip file.
  if ((kind === 'parquet' || kind === 'excel') && compression !== 'none') return undefined;
  if (kind === 'excel') return { kind, compression: 'none', isTsv: false };
  return { kind, compression, isTsv: ending === 'tsv' };
}

/** `.csv.gz` of `a.b.csv.gz`, `.csv` of `a.b.csv`. */
function lastTwo(name: string): string {
  const [last = '', before = ''] = name.toLowerCase().split('.').toReversed();
  if (!name.includes('.')) return '';
  return compressions.has(last) ? `.${before}.${last}` : `.${last}`;
}
