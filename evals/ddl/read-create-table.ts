import { isSymbol, isWord, splitTop, type SqlToken } from '../text/sql-tokens.ts';
import { readChecks } from './allowed-values.ts';
import { readColumn, readReference } from './read-column.ts';
import { objectOf, readBracket, readName, readNameList } from './read-names.ts';
import { addComment, draftTable, type TableDraft } from './table-draft.ts';

/** Reads the tokens after `CREATE … TABLE`, comments among them; undefined where no name follows. */
export function readCreateTable(tokens: readonly SqlToken[]): TableDraft | undefined {
  const code = tokens.filter((token) => token.kind !== 'comment');
  const { parts, rest } = readName(skipIfNotExists(code));
  const object = objectOf(parts);
  if (object === undefined) return undefined;
  const draft = draftTable(object);
  const open = rest.findIndex((token) => isSymbol(token, '('));
  const { inner, close, rest: options } = readBracket(open === -1 ? [] : rest.slice(open));
  const items = splitTop(inner, (token) => isSymbol(token, ','));
  const places: ColumnPlace[] = [];
  for (const item of items) {
    const [first] = item;
    const last = item.at(-1);
    if (first === undefined || last === undefined || readConstraint(draft, item)) continue;
    if (readColumn(draft, item)) places.push({ name: first.value, from: first, to: last });
  }
  for (const item of items.filter(isChecked)) readChecks(draft, item);
  readOptions(draft, options);
  readInlineComments(draft, tokens, { places, open: rest[open], close });
  return draft;
}

function isChecked(item: readonly SqlToken[]): boolean {
  return item.some((token) => isWord(token, 'CHECK'));
}

function skipIfNotExists(tokens: readonly SqlToken[]): readonly SqlToken[] {
  return isWord(tokens[0], 'IF') ? tokens.slice(3) : tokens;
}

/** True for a constraint of the table: keys, references, checks, and ClickHouse's indexes. */
function readConstraint(draft: TableDraft, item: readonly SqlToken[]): boolean {
  const named = isWord(item[0], 'CONSTRAINT') ? item.slice(2) : item;
  const [first, second] = named;
  if (isWord(first, 'PRIMARY') && isWord(second, 'KEY')) {
    draft.primaryKey = listIn(named);
    return true;
  }
  if (isWord(first, 'FOREIGN') && isWord(second, 'KEY')) {
    readReference(draft, listIn(named), named);
    return true;
  }
  const isUnique =
    isWord(first, 'UNIQUE') &&
    (isSymbol(second, '(') || isWord(second, 'KEY', 'INDEX') || second?.kind !== 'symbol');
  if (isUnique) {
    draft.uniqueKeys.push(listIn(named));
    return true;
  }
  const isOther = isWord(first, ...indexWords, 'CHECK', 'EXCLUDE', 'PROJECTION', 'LIKE', 'PERIOD');
  return (isOther && !isTyped(named)) || isWord(item[0], 'CONSTRAINT');
}

const indexWords = ['KEY', 'INDEX', 'FULLTEXT', 'SPATIAL'];

/** A column may be called `key` or `period`: then a type follows it. */
function isTyped([, second]: readonly SqlToken[]): boolean {
  return isWord(
    second,
    'INT',
    'INTEGER',
    'BIGINT',
    'TEXT',
    'VARCHAR',
    'CHAR',
    'DATE',
    'TIMESTAMP',
    'NUMERIC',
    'DECIMAL',
    'STRING',
  );
}

function listIn(tokens: readonly SqlToken[]): string[] {
  return readNameList(tokens.slice(tokens.findIndex((token) => isSymbol(token, '(')))).names;
}

/** Behind the bracket: MySQL's and ClickHouse's comment of the table, ClickHouse's key. */
function readOptions(draft: TableDraft, options: readonly SqlToken[]): void {
  for (const [at, token] of options.entries()) {
    const value = isSymbol(options[at + 1], '=') ? options[at + 2] : options[at + 1];
    if (isWord(token, 'COMMENT') && value?.kind === 'text') addComment(draft, null, value.value);
    const isKey = isWord(token, 'PRIMARY') && isWord(options[at + 1], 'KEY');
    if (isKey && draft.primaryKey.length === 0) {
      const after = options.slice(at + 2);
      draft.primaryKey = isSymbol(after[0], '(')
        ? readNameList(after).names
        : readName(after).parts.slice(-1);
    }
  }
}

/** "status char(1)); -- a = active" tells of the last column, unless the whole table stands on that line. */
function columnEnding(
  places: readonly ColumnPlace[],
  comment: SqlToken,
  open: SqlToken | undefined,
): string | null {
  const last = places.at(-1);
  const isBeside = last?.to.line === comment.line && open?.line !== comment.line;
  return isBeside ? last.name : null;
}

interface ColumnPlace {
  readonly name: string;
  readonly from: SqlToken;
  readonly to: SqlToken;
}

/**
 * `-- …` behind a column, or on lines of its own before one, tells of that column; beside the opening
 * bracket or before the first column, of the table.
 */
function readInlineComments(
  draft: TableDraft,
  tokens: readonly SqlToken[],
  {
    places,
    open,
    close,
  }: {
    readonly places: readonly ColumnPlace[];
    readonly open: SqlToken | undefined;
    readonly close: SqlToken | undefined;
  },
): void {
  for (const comment of tokens) {
    if (comment.kind !== 'comment') continue;
    const isBehind = close !== undefined && comment.at > close.at;
    if (open === undefined || comment.at < open.at || isBehind) {
      addComment(draft, isBehind ? columnEnding(places, comment, open) : null, comment.value);
      continue;
    }
    const before = places.findLast(
      (one) => one.from.at < comment.at && one.to.line === comment.line,
    );
    const within = places.find((one) => one.from.at < comment.at && comment.at < one.to.at);
    const isBesideOpening = comment.line === open.line;
    const after = places.find((one) => one.from.at > comment.at);
    const column = before ?? within ?? (isBesideOpening ? undefined : (after ?? places.at(-1)));
    addComment(draft, column?.name ?? null, comment.value);
  }
}
