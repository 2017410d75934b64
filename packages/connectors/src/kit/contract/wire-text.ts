/** Escapes that COPY text and TabSeparated share; another escaped character stands for itself. */
const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '0': '\0',
};

/** Reads wire bytes into values; the last row must be complete. */
export function parseWire(bytes: Buffer): readonly (readonly (string | null)[])[] {
  if (bytes.length === 0) return [];
  const lines = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    .decode(bytes)
    .split('\n');
  const rest = lines.pop();
  if (rest !== '') throw new TypeError(`the wire ends inside a row: ${rest}`);
  return lines.map((line) => line.split('\t').map(parseField));
}

/** A value as the wire carries it. */
export function printField(value: string | null): string {
  if (value === null) return '\\N';
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}

function parseField(field: string): string | null {
  if (field === '\\N') return null;
  return field.replaceAll(/\\(.)/gs, (_, char: string) => escapes[char] ?? char);
}
