import { access, constants, glob, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AiEtlError } from '@ai-etl/core';
import { codeOf } from '../kit/network-error.ts';
import type { FilePlace, ListedFile } from './file-place.ts';
import { isHiddenName } from './find-files.ts';
import { formatOf } from './format.ts';
import type { Folder } from './settings.ts';
import { LocalStore } from './target/local-store.ts';

/** A folder of this machine. */
export function localPlace(folder: Folder): FilePlace {
  const { root, shownRoot } = folder;
  return {
    folder,
    store: new LocalStore(folder),
    list: (limit) => listFiles(root, limit),
    bring: async () => undefined,
    check: async () => {
      const names = await readdir(root).catch((error: unknown) => {
        throw new AiEtlError(
          'PRIVILEGE_MISSING',
          `The folder ${shownRoot} cannot be listed (${codeOf(error) ?? 'unknown'}).`,
          { cause: error },
        );
      });
      const mayWrite = await access(root, constants.W_OK).then(
        () => true,
        () => false,
      );
      return { found: `${names.length} files and folders are in it.`, mayWrite };
    },
    close: async () => undefined,
  };
}

async function listFiles(root: string, limit: number): Promise<readonly ListedFile[]> {
  const names: string[] = [];
  for await (const name of glob('**/*', { cwd: root })) {
    if (!isHiddenName(name) && formatOf(name) !== undefined) names.push(name);
    if (names.length >= limit) break;
  }
  return Promise.all(
    names.toSorted().map(async (name) => {
      const { size } = await stat(join(root, name)).catch(() => ({ size: Infinity }));
      return { name, sizeBytes: size };
    }),
  );
}
