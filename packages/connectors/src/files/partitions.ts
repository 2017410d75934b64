import { AiEtlError } from '@ai-etl/core';
import type { FoundFile } from './find-files.ts';

/** A part like `year=2026` of a path. */
export interface Partition {
  readonly name: string;
  /** undefined is NULL. */
  readonly value: string | undefined;
}

/** How Hive spells NULL in a path. */
const nullPart = '__HIVE_DEFAULT_PARTITION__';

/** `year` and `month` of `year=2026/month=01/a.csv`: the same for all files. */
export function partitionNames(files: readonly FoundFile[]): readonly string[] {
  const of = (file: FoundFile): readonly string[] => partitionsOf(file).map(({ name }) => name);
  const [first] = files;
  const names = first === undefined ? [] : of(first);
  const other = files.find((file) => of(file).join('/') !== names.join('/'));
  if (other === undefined) return names;
  throw new AiEtlError(
    'VALUE_REJECTED',
    `${other.name} does not have the partitions of ${first?.name}: ${names.join(', ') || 'none'}.`,
  );
}

/** Throws VALUE_REJECTED where a partition is called as a column of the files or another partition, in any case. */
export function requireNewNames(files: readonly FoundFile[], columns: readonly string[]): void {
  const taken = new Set(columns.map((one) => one.toLowerCase()));
  for (const name of partitionNames(files)) {
    if (taken.has(name.toLowerCase())) {
      const where = columns.some((one) => one.toLowerCase() === name.toLowerCase())
        ? 'in the file and in its path'
        : 'twice in its path';
      throw new AiEtlError(
        'VALUE_REJECTED',
        `${files[0]?.name}: the column "${name}" stands ${where}.`,
      );
    }
    taken.add(name.toLowerCase());
  }
}

/** The partitions of one file, as its path spells them. */
export function partitionsOf({ name }: Pick<FoundFile, 'name'>): readonly Partition[] {
  return name
    .split('/')
    .slice(0, -1)
    .flatMap((part) => {
      const [, key, value] = /^([^=]+)=(.*)$/s.exec(part) ?? [];
      if (key === undefined || value === undefined) return [];
      return [{ name: key, value: value === nullPart ? undefined : decoded(value) }];
    });
}

/** Hive escapes what paths cannot hold. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
