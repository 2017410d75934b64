/** Names and positions that lead into a JSON value, outermost first. Empty: the value itself. */
export type JsonPath = readonly string[];

/** Reads a JSON pointer (`/data/items`, with `~1` and `~0`) or a dotted path (`data.items`, `$.data`). */
export function parsePath(text: string): JsonPath {
  const trimmed = text.trim();
  if (trimmed.startsWith('/')) {
    return trimmed
      .slice(1)
      .split('/')
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  const dotted = trimmed.replace(/^\$\.?/, '');
  return dotted === '' ? [] : dotted.split('.');
}

/** As people write it: `data.items`. */
export function printPath(path: JsonPath): string {
  return path.length === 0 ? 'the whole answer' : `"${path.join('.')}"`;
}
