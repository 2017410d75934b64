/** A path with an id in it: path`/runs/${id}:cancel`. Ids are escaped, so that none can be a path. */
export function path(parts: TemplateStringsArray, ...ids: readonly string[]): string {
  return parts.reduce((text, part, at) => `${text}${encodeURIComponent(ids[at - 1] ?? '')}${part}`);
}

/** `?a=1&b=2`, or the empty text. null and undefined are left out; a list repeats its name. */
export function queryString(values: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    const all: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const one of all) {
      const text = textOf(one);
      if (text !== null) search.append(name, text);
    }
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}
