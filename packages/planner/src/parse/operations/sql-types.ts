/** Types of columns, as SQL and as people call them; the value is how it is written in SQL. */
const types: ReadonlyMap<string, string> = new Map([
  ...['int', 'integer', 'bigint', 'smallint', 'float', 'double', 'real', 'text', 'date'].map(same),
  ...['timestamp', 'timestamptz', 'datetime', 'time', 'boolean', 'bool', 'numeric'].map(same),
  ...['decimal', 'varchar', 'char', 'string', 'uuid', 'jsonb', 'number', 'money'].map(same),
  ...['double precision', 'timestamp with time zone', 'timestamp without time zone'].map(same),
  ['dates', 'date'],
  ['booleans', 'boolean'],
  ['integers', 'integer'],
  ['numbers', 'numeric'],
  ['timestamps', 'timestamp'],
  ['дата', 'date'],
  ['дату', 'date'],
  ['датой', 'date'],
  ['дате', 'date'],
  ['даты', 'date'],
  ['числом', 'numeric'],
  ['числу', 'numeric'],
  ['целое', 'integer'],
  ['целым', 'integer'],
  ['целому', 'integer'],
  ['строка', 'text'],
  ['строку', 'text'],
  ['строкой', 'text'],
  ['текст', 'text'],
  ['текстом', 'text'],
  ['булево', 'boolean'],
  ['булевым', 'boolean'],
  ['булеву', 'boolean'],
  ['логическое', 'boolean'],
  ['логическим', 'boolean'],
  ['логическому', 'boolean'],
  ['таймстамп', 'timestamp'],
]);

function same(name: string): readonly [string, string] {
  return [name, name];
}

/** The type a word names, its size kept: `numeric(10,3)`; null for another word. */
export function sqlType(text: string): string | null {
  const name = /^[^(]+/u.exec(text)?.[0] ?? '';
  const type = types.get(name);
  return type === undefined ? null : `${type}${text.slice(name.length)}`;
}
