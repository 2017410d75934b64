import type { FilesQuery } from './files-query.ts';
import type { FoundFile } from './find-files.ts';
import type { Folder } from './settings.ts';

/** More are forgotten, the oldest first. */
const mostQueries = 500;

/** By what they were found out from; of all sessions of this process. */
const queries = new Map<string, FilesQuery>();

/**
 * The query of files, which takes looking at many of their rows: the same files, of the same size and time of
 * change, give the same one. A failure is not kept.
 */
export async function knownQuery(
  { files, folder }: { readonly files: readonly FoundFile[]; readonly folder: Folder },
  find: () => Promise<FilesQuery>,
): Promise<FilesQuery> {
  const { delimiter, hasHeader, encoding } = folder;
  const seen = files.map(({ path, sizeBytes, changedMs }) => [path, sizeBytes, changedMs]);
  const key = JSON.stringify([delimiter, hasHeader, encoding, seen]);
  const known = queries.get(key);
  if (known !== undefined) return known;
  const query = await find();
  queries.set(key, query);
  const [oldest] = queries.keys();
  if (queries.size > mostQueries && oldest !== undefined) queries.delete(oldest);
  return query;
}
