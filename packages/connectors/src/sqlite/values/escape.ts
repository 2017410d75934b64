const special = /[\\\t\n\r\b\f\v]/;

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
};

const unescapes: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '0': '\0',
};

/** A value as the wire carries it, see wire.ts of core. */
export function escapeField(text: string | null): string {
  if (text === null) return '\\N';
  return special.test(text)
    ? text.replaceAll(/[\\\t\n\r\b\f\v]/g, (one) => escapes[one] ?? one)
    : text;
}

/** The text of a field; null is NULL. */
export function unescapeField(field: string): string | null {
  if (!field.includes('\\')) return field;
  if (field === '\\N') return null;
  return field.replaceAll(/\\(.)/gs, (_, one: string) => unescapes[one] ?? one);
}
