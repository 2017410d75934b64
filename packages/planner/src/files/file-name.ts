const ending = /\.(?:csv|tsv|jsonl?|ndjson|parquet|xlsx|xml|avro|orc|txt)(?:\.(?:gz|zst))?$/iu;

/** Whether a path ends in files, not in a folder. */
export function isFilePath(path: string): boolean {
  const last = path.split('/').at(-1)?.split('#')[0] ?? '';
  return ending.test(last);
}

/** The ending of files by the name of their format; the first is the usual one. */
export const endings: Readonly<Record<string, readonly string[]>> = {
  csv: ['csv', 'tsv', 'csv.gz', 'csv.zst'],
  json: ['jsonl', 'json', 'ndjson', 'jsonl.gz', 'json.gz', 'ndjson.gz'],
  parquet: ['parquet'],
  xlsx: ['xlsx'],
};

/** `csv.gz` of `in/orders.csv.gz`; '' where a name has none. */
export function endingOf(path: string): string {
  return (
    ending
      .exec(path.split('#')[0] ?? '')?.[0]
      .slice(1)
      .toLowerCase() ?? ''
  );
}

/** What files hold, by their path: `sales` of `daily/sales_*.parquet`, `daily` of `daily/*.csv`. */
export function stemOf(path: string, root: string): string {
  const [file = '', sheet] = path.split('#');
  if (sheet !== undefined && sheet !== '') return sheet;
  const parts = file.replace(ending, '').split('/').toReversed();
  const names = parts.map((part) =>
    part
      .replaceAll(/\{[^}]*\}|\[[^\]]*\]|[*?]/gu, ' ')
      .replaceAll(/(?<![\p{L}])\d+(?:[-_.]?\d+)*(?![\p{L}])/gu, ' ')
      .replaceAll(/^[\s_.=-]+|[\s_.=-]+$/gu, '')
      .replaceAll(/[\s_.-]+/gu, '_'),
  );
  const spoken = names.find((name, at) => name !== '' && !(parts[at] ?? '').includes('='));
  if (spoken !== undefined) return spoken;
  const last = root.split('/').findLast((part) => part !== '' && part !== '.');
  return last?.replace(/^s3:$/u, '') ?? 'files';
}

/** What paths of a folder begin with: `in/` of `in` and `in/`, nothing of the root itself. */
export function folderPrefix(folder: string): string {
  return folder === '' ? '' : `${folder.replace(/\/+$/u, '')}/`;
}

/** Whether a path names files by a pattern. */
export function isGlob(path: string): boolean {
  return /[*?[\]{}]/u.test(path);
}
