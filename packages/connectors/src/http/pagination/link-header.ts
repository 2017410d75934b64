/** The target of `rel="next"` in a Link header (RFC 8288); undefined when there is none. */
export function nextLink(header: string | undefined): string | undefined {
  const links = header?.matchAll(
    /<([^>]*)>((?:\s*;\s*[\w!#$&+.^`|~*-]+(?:\s*=\s*(?:"[^"]*"|[^\s,;"]+))?)*)/g,
  );
  for (const [, target, parameters = ''] of links ?? []) {
    const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s,;"]+))/i.exec(parameters);
    const names = (relation?.[1] ?? relation?.[2] ?? '').toLowerCase().split(/\s+/);
    if (names.includes('next')) return target;
  }
  return undefined;
}
