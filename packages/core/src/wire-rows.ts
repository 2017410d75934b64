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

/**
 * Reads one line of the wire form (without its LF) into values; null is NULL. For the few rows that
 * a person looks at: rows on their way from a source to a target are never parsed here.
 */
export function parseWireRow(line: string): readonly (string | null)[] {
  return line.split('\t').map(parseField);
}

function parseField(field: string): string | null {
  if (field === '\\N') return null;
  return field.replaceAll(/\\(.)/gs, (_, char: string) => escapes[char] ?? char);
}
