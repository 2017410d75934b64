import { stat } from 'node:fs/promises';
import type { FoundFile } from './find-files.ts';
import { unpackedAtMost } from './packed-file.ts';
import type { Folder } from './settings.ts';

/** Of the memory that DuckDB may use; typed rows take up to some two times the bytes of their texts. */
const keptShare = 1 / 4;

/**
 * True where rows of the files are rather kept than read twice. Typing texts takes several times as long as
 * anything else; Parquet has types, and workbooks lie with the process already.
 */
export function areKept(files: readonly FoundFile[], { memoryLimitMb }: Folder): boolean {
  const bytes = files.reduce((sum, file) => sum + unpackedAtMost(file), 0);
  const areTexts = files.some(({ format }) => format.kind === 'csv' || format.kind === 'json');
  return areTexts && bytes <= memoryLimitMb * 1024 * 1024 * keptShare;
}

/** Another one once a file was changed, or is gone. */
export async function stateOf(files: readonly FoundFile[]): Promise<string> {
  const states = await Promise.all(
    files.map(({ path }) =>
      stat(path).then(
        ({ ino, size, mtimeMs }) => [ino, size, mtimeMs],
        () => [],
      ),
    ),
  );
  return JSON.stringify(states);
}
