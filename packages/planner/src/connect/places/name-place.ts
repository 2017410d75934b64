const maxName = 90;

/** `shop.sqlite`, `sales (s3://acme)`, `exports`: of a path or root; the caller makes it unique. */
export function namePlace(place: string): string {
  const bucket = /^s3:\/\/(?<bucket>[^/]+)(?:\/(?<prefix>.*))?$/iu.exec(place)?.groups;
  const last = lastPart(bucket === undefined ? place : (bucket['prefix'] ?? ''));
  const name =
    bucket === undefined
      ? last
      : last === ''
        ? (bucket['bucket'] ?? place)
        : `${last} (s3://${bucket['bucket']})`;
  const shown = name === '' || name === '.' ? 'files' : name;
  return shown.length > maxName ? `${shown.slice(0, maxName - 1)}…` : shown;
}

function lastPart(path: string): string {
  return path.split(/[\\/]/u).findLast((part) => part !== '') ?? '';
}
