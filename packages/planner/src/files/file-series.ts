import type { CatalogTable } from '@ai-etl/core';
import { endingOf, isGlob, stemOf } from './file-name.ts';

/** Files that are parts of one thing: `daily/sales_2026-01.csv`, `daily/sales_2026-02.csv`, … */
export interface FileSeries {
  /** One file, or the glob of several: `daily/sales_*.csv`. */
  readonly path: string;
  /** `sales` */
  readonly stem: string;
  readonly ending: string;
  /** The first file, which tells the columns. */
  readonly table: CatalogTable;
  readonly files: number;
}

/** Groups the files of a catalog that differ only in numbers, in the order of their names. */
export function seriesOf(tables: readonly CatalogTable[], root: string): readonly FileSeries[] {
  const groups = new Map<string, CatalogTable[]>();
  const sorted = tables.toSorted((a, b) => (a.object.name < b.object.name ? -1 : 1));
  for (const table of sorted) {
    // Described by a path of the words: no file of its own.
    if (isGlob(table.object.name)) continue;
    const pattern = patternOf(table.object.name);
    groups.set(pattern, [...(groups.get(pattern) ?? []), table]);
  }
  return [...groups].flatMap(([pattern, members]): FileSeries[] => {
    const [first] = members;
    if (first === undefined) return [];
    const path = members.length === 1 ? first.object.name : pattern;
    return [
      {
        path,
        stem: stemOf(path, root),
        ending: endingOf(path),
        table: first,
        files: members.length,
      },
    ];
  });
}

/** Numbers of a name become `*`; those within a word ("q1_2026", "v2") only where they stand alone. */
function patternOf(path: string): string {
  return path.replaceAll(/(?<![\p{L}\d])\d+(?:[-_.]\d+)*(?![\p{L}\d])/gu, '*');
}
