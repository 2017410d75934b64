import { isSymbol, isWord, type SqlToken } from '../text/sql-tokens.ts';
import { columnType } from './column-type.ts';
import { objectOf, readBracket, readName, readNameList } from './read-names.ts';
import { addComment, type TableDraft } from './table-draft.ts';

/** Words behind a type, with which its constraints begin. */
const afterType = [
  'NOT',
  'NULL',
  'DEFAULT',
  'PRIMARY',
  'KEY',
  'UNIQUE',
  'REFERENCES',
  'CHECK',
  'CONSTRAINT',
  'COMMENT',
  'COLLATE',
  'GENERATED',
  'AS',
  'AUTO_INCREMENT',
  'AUTOINCREMENT',
  'IDENTITY',
  'CODEC',
  'MATERIALIZED',
  'ALIAS',
  'EPHEMERAL',
  'TTL',
  'ON',
  'UNSIGNED',
  'SIGNED',
  'ZEROFILL',
  'STORED',
  'VIRTUAL',
  'INVISIBLE',
  'ENCODE',
  'STATISTICS',
];

/** Reads `name type constraints…` into a draft; false where it is none. */
export function readColumn(draft: TableDraft, tokens: readonly SqlToken[]): boolean {
  const [nameToken, ...others] = tokens;
  if (nameToken === undefined || !['word', 'quoted', 'text'].includes(nameToken.kind)) return false;
  const name = nameToken.value;
  const { native, rest } = readType(others);
  const isNullable = /^nullable\(/iu.test(native) || !hasPair(rest, 'NOT', 'NULL');
  const isKey = hasPair(rest, 'PRIMARY', 'KEY');
  const hasDefault = rest.some((token) =>
    isWord(token, 'DEFAULT', 'GENERATED', 'AUTO_INCREMENT', 'AUTOINCREMENT', 'IDENTITY'),
  );
  draft.columns.push({
    name,
    type: columnType(native),
    nullable: isNullable && !isKey,
    nativeType: native,
    ...(hasDefault ? { hasDefault } : {}),
  });
  if (isKey) draft.primaryKey.push(name);
  if (rest.some((token) => isWord(token, 'UNIQUE'))) draft.uniqueKeys.push([name]);
  readReference(draft, [name], rest);
  const at = rest.findIndex((token) => isWord(token, 'COMMENT'));
  const said = rest[at + 1];
  if (at >= 0 && said?.kind === 'text') addComment(draft, name, said.value);
  return true;
}

/** Reads `REFERENCES other (column)`, wherever it stands among the tokens. */
export function readReference(
  draft: TableDraft,
  columns: readonly string[],
  tokens: readonly SqlToken[],
): void {
  const at = tokens.findIndex((token) => isWord(token, 'REFERENCES'));
  if (at === -1) return;
  const { parts, rest } = readName(tokens.slice(at + 1));
  const references = objectOf(parts);
  if (references === undefined) return;
  draft.foreignKeys.push({ columns, references, referencedColumns: readNameList(rest).names });
}

function readType(tokens: readonly SqlToken[]): {
  readonly native: string;
  readonly rest: readonly SqlToken[];
} {
  let native = '';
  let left = tokens;
  for (;;) {
    const [token] = left;
    if (token === undefined || isWord(token, ...afterType)) break;
    if (isSymbol(token, '(')) {
      const { inner, rest } = readBracket(left);
      native += `(${inner.map(shown).join('')})`;
      left = rest;
    } else if (isSymbol(token, '[') || isSymbol(token, ']')) {
      native += token.value;
      left = left.slice(1);
    } else if (isSymbol(token, '.')) {
      native += '.';
      left = left.slice(1);
    } else if (token.kind === 'word' || token.kind === 'quoted') {
      native += native === '' || native.endsWith('.') ? token.value : ` ${token.value}`;
      left = left.slice(1);
    } else break;
  }
  return { native, rest: left };
}

function shown({ kind, value }: SqlToken): string {
  return kind === 'text' ? `'${value.replaceAll("'", "''")}'` : value;
}

function hasPair(tokens: readonly SqlToken[], first: string, second: string): boolean {
  return tokens.some((token, at) => isWord(token, first) && isWord(tokens[at + 1], second));
}
