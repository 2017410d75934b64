import { scan } from '../text/scan.ts';
import { belowRoot } from './below-root.ts';
import { endings, folderPrefix, isFilePath, isGlob } from './file-name.ts';

const most = 5;

/**
 * Paths below a connection's folder or bucket that a text names: what may be worth describing
 * before the words are planned, since a bucket lists nothing by itself. At most five. Pure.
 */
export function namedPaths(text: string, root: string): readonly string[] {
  const written = scan(text).flatMap((token) =>
    token.kind === 'path' || isFilePath(token.text) ? [token.text] : [],
  );
  const formats = Object.entries(endings).filter(([format]) =>
    new RegExp(`(?<![\\p{L}])${format === 'xlsx' ? 'excel|xlsx' : format}`, 'iu').test(text),
  );
  const paths = written.flatMap((one): readonly string[] => {
    const path = belowRoot(one.replace(/[.,;:!?]+$/u, ''), root);
    if (path === null) return [];
    if (isFilePath(path) || isGlob(path)) return [path];
    return formats.flatMap(([, [usual]]) =>
      usual === undefined ? [] : [`${folderPrefix(path)}*.${usual}`],
    );
  });
  return [...new Set(paths)].slice(0, most);
}
