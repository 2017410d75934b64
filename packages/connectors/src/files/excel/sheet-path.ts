import { formatOf } from '../format.ts';

/** What a path names: files, and of workbooks a sheet. */
export interface SheetPath {
  readonly path: string;
  /** undefined: the first sheet that is shown. */
  readonly sheet: string | undefined;
}

/**
 * Divides `books/*.xlsx#Sales`. Excel allows none of `/ \ ? * [ ] :` in the name of a sheet, so a path is never
 * taken for one; a name with an ending of a file of its own is that of a file.
 */
export function parseSheetPath(path: string): SheetPath {
  const [, files, sheet] = /^(.*?\.xlsx)#([^/\\?*[\]:]+)$/i.exec(path) ?? [];
  if (files === undefined || sheet === undefined || formatOf(path) !== undefined) {
    return { path, sheet: undefined };
  }
  return { path: files, sheet };
}
