/** `s3a://` and `file://` are spellings of the same place; a slash at the end says nothing. */
export function plainPath(path: string): string {
  return path
    .replace(/^s3[an]:\/\//iu, 's3://')
    .replace(/^file:\/\//iu, '')
    .replace(/(?<=[^/])\/+$/u, '/');
}

/** Whether a path says where it begins: `s3://…`, `/srv/…`. */
export function isWholePath(path: string): boolean {
  return /^(?:[a-z][a-z0-9+]*:\/)?\//iu.test(path);
}

/** Whether a root is a bucket and no folder. */
export function isBucket(root: string): boolean {
  return /^s3:\/\//iu.test(root);
}

/**
 * A path as somebody wrote it, as one below a connection's folder or bucket; null when it lies
 * elsewhere. '' is the folder itself. A relative path that begins with the folder's own name
 * ("exports/orders.csv" of the folder `exports`) is taken for one below it, unless `known` files say otherwise.
 */
export function belowRoot(
  path: string,
  root: string,
  known: readonly string[] = [],
): string | null {
  const written = plainPath(path);
  const base = plainPath(root).replace(/\/+$/u, '');
  if (written.replace(/\/+$/u, '') === base) return '';
  if (isWholePath(base) && written.startsWith(`${base}/`)) return written.slice(base.length + 1);
  if (/^[a-z][a-z0-9+]*:\/\//iu.test(written)) return null;
  const isAbsolute = (text: string) => text.startsWith('/');
  if (isAbsolute(written)) {
    // A root that is relative lies below a folder nobody names here: the end of the path decides.
    const ends = isAbsolute(base) ? undefined : known.find((file) => written.endsWith(`/${file}`));
    return ends ?? null;
  }
  const relative = written.replace(/^\.\//u, '');
  const own = `${base.split('/').at(-1) ?? ''}/`;
  const begins = relative.startsWith(own) && !known.some((file) => file.startsWith(own));
  return begins && own !== '/' ? relative.slice(own.length) : relative;
}
