/** Words that cannot be an unquoted column name, because the grammar would read them otherwise. */
const reservedWords: ReadonlySet<string> = new Set([
  'and',
  'between',
  'case',
  'cast',
  'current_date',
  'current_timestamp',
  'distinct',
  'else',
  'end',
  'exists',
  'false',
  'ilike',
  'in',
  'interval',
  'is',
  'like',
  'not',
  'null',
  'or',
  'select',
  'then',
  'true',
  'when',
]);

/** True when `word` must be quoted to be a column name. Case does not matter. */
export function isReservedWord(word: string): boolean {
  return reservedWords.has(word.toLowerCase());
}

/** A column or table name as an expression's text has it: quoted unless plainly lower case. */
export function printName(name: string): string {
  if (/^[a-z_][a-z0-9_]*$/.test(name) && !reservedWords.has(name)) return name;
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text literal: quotes doubled, nothing else escaped. */
export function printText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
