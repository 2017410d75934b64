import type { OperationIntent } from '../../ir/index.ts';
import { compileRules } from '../pattern/rules.ts';

/** Types of columns, as SQL and as people call them; the value is how it is written in SQL. */
const types: ReadonlyMap<string, string> = new Map([
  ...['int', 'integer', 'bigint', 'smallint', 'float', 'double', 'real', 'text', 'date'].map(same),
  ...['timestamp', 'timestamptz', 'datetime', 'time', 'boolean', 'bool', 'numeric'].map(same),
  ...['decimal', 'varchar', 'char', 'string', 'uuid', 'json', 'jsonb', 'number', 'money'].map(same),
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
  ['число', 'numeric'],
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

const article = '(a|an|the|type|proper|real|тип|типу|типа)?';

/** Changes of a column's type. A type is always named: other words are not changes of type. */
export const castRules = compileRules<OperationIntent[]>([
  {
    patterns: [
      `(cast|convert|change|turn|parse|coerce|transform) <columns:cols> (to|as|into|in) ${article} <type:type> (type)?`,
      `(make|treat|store|read|interpret) <columns:cols> (as|be)? ${article} <type:type> (type)?`,
      `<columns:cols> (becomes|become|is cast to|are cast to|cast to|cast as|converted to|converted into|is converted to|turns into|turned into|should be|must be|should become|must become|to become|has to be|is to be|needs to be|to be|in|as|to|into|->|→|=>|:) ${article} <type:type> (type)?`,
      `(приведи|приводи|преобразуй|преобразовать|сконвертируй|конвертируй|переведи|превращай|преврати|привести) <columns:cols> (к|в|ко) ${article} <type:type>`,
      `<columns:cols> (приведи|приводи|преобразуй|сконвертируй|конвертируй|переведи|преврати|сделай|станет|становится|в|к|как|должен быть|должна быть|должно быть) (к|в)? ${article} <type:type>`,
      `(сделай) <columns:cols> <type:type>`,
    ],
    mean: (captures) => {
      const type = sqlType(captures.text('type') ?? '');
      const columns = captures.texts('columns').filter((column) => sqlType(column) === null);
      // A qualified name is a table: "export dw.sales as JSON".
      if (type === null || columns.length === 0 || columns.some((one) => one.includes('.')))
        return null;
      return (evidence) => columns.map((column) => ({ op: 'cast', column, type, evidence }));
    },
  },
]);
