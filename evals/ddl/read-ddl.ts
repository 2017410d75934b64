import type { Catalog } from '@ai-etl/core';
import { isSymbol, isWord, splitTop, sqlTokens, type SqlToken } from '../text/sql-tokens.ts';
import {
  allowEnumerations,
  readChecks,
  readEnumeration,
  type Enumeration,
} from './allowed-values.ts';
import { readReference } from './read-column.ts';
import { readCreateTable } from './read-create-table.ts';
import { objectOf, readBracket, readName, readNameList } from './read-names.ts';
import { addComment, draftTable, finishTable, isSame, type TableDraft } from './table-draft.ts';

/**
 * The catalog that DDL text describes: CREATE TABLE with keys and references, CREATE VIEW with a list of
 * columns, ALTER TABLE … ADD of keys and checks, CREATE TYPE … AS ENUM, COMMENT ON, and `-- …` beside columns and tables. PostgreSQL,
 * ClickHouse, MySQL, SQLite and DuckDB; statements of other kinds are passed over. Pure, never throws.
 */
export function readDdl(text: string): Catalog {
  const drafts: TableDraft[] = [];
  const enumerations: Enumeration[] = [];
  for (const statement of statementsOf(sqlTokens(text))) {
    readStatement(drafts, statement);
    const made = readEnumeration(statement.filter(isCode).slice(1));
    if (made !== undefined) enumerations.push(made);
  }
  for (const draft of drafts) allowEnumerations(draft, enumerations);
  return { defaultSchema: '', tables: drafts.map((draft) => finishTable(draft, drafts)) };
}

/** Comments behind a statement's end belong to the next, unless they are on the same line. */
function statementsOf(tokens: readonly SqlToken[]): readonly (readonly SqlToken[])[] {
  const parts = splitTop(tokens, (token) => isSymbol(token, ';')).map((part) => [...part]);
  for (const [at, part] of parts.entries()) {
    const before = parts[at - 1];
    const lastLine = before?.findLast((token) => token.kind !== 'comment')?.line;
    const end = part.findIndex((token) => token.kind !== 'comment' || token.line !== lastLine);
    before?.push(...part.splice(0, end === -1 ? part.length : end));
  }
  return parts;
}

function isCode({ kind }: SqlToken): boolean {
  return kind !== 'comment';
}

function readStatement(drafts: TableDraft[], statement: readonly SqlToken[]): void {
  const code = statement.filter(isCode);
  if (isWord(code[0], 'CREATE')) readCreate(drafts, statement);
  else if (isWord(code[0], 'ALTER') && isWord(code[1], 'TABLE')) readAlter(drafts, code.slice(2));
  else if (isWord(code[0], 'COMMENT') && isWord(code[1], 'ON'))
    readCommentOn(drafts, code.slice(2));
}

function readCreate(drafts: TableDraft[], statement: readonly SqlToken[]): void {
  const at = statement.findIndex((token) => isWord(token, 'TABLE', 'VIEW'));
  const before = statement.slice(0, Math.max(at, 0)).filter(isCode);
  const isCreated = before.every((token) =>
    isWord(
      token,
      'CREATE',
      'OR',
      'REPLACE',
      'TEMP',
      'TEMPORARY',
      'UNLOGGED',
      'FOREIGN',
      'MATERIALIZED',
      'EXTERNAL',
      'TRANSIENT',
    ),
  );
  if (at === -1 || !isCreated) return;
  const leading = commentsAbove(statement.slice(0, at));
  const draft = isWord(statement[at], 'VIEW')
    ? readView(statement.slice(at + 1))
    : readCreateTable([...leading, ...statement.slice(at + 1)]);
  if (draft !== undefined) drafts.push(draft);
}

/** Comments on the lines right above a statement, without an empty line between. */
function commentsAbove(tokens: readonly SqlToken[]): readonly SqlToken[] {
  let line = tokens.find((token) => token.kind !== 'comment')?.line;
  const comments: SqlToken[] = [];
  for (const token of tokens.filter(({ kind }) => kind === 'comment').toReversed()) {
    const lines = token.value.split('\n').length;
    if (line === undefined || token.line + lines < line) break;
    comments.unshift(token);
    line = token.line;
  }
  return comments;
}

/** Only a view that lists its columns says which it has. */
function readView(tokens: readonly SqlToken[]): TableDraft | undefined {
  const code = tokens.filter(isCode);
  const { parts, rest } = readName(isWord(code[0], 'IF') ? code.slice(3) : code);
  const object = objectOf(parts);
  const { names } = readNameList(rest);
  if (object === undefined || names.length === 0) return undefined;
  const draft = draftTable(object);
  draft.kind = 'view';
  draft.columns = names.map((name) => ({
    name,
    type: { kind: 'text' },
    nullable: true,
    nativeType: '',
  }));
  return draft;
}

function readAlter(drafts: readonly TableDraft[], tokens: readonly SqlToken[]): void {
  const { parts, rest } = readName(tokens.filter((token) => !isWord(token, 'ONLY')));
  const draft = findDraft(drafts, parts);
  if (draft === undefined) return;
  for (const action of splitTop(rest, (token) => isSymbol(token, ','))) {
    if (action.some((token) => isWord(token, 'CHECK'))) readChecks(draft, action);
    const at = action.findIndex((token) => isWord(token, 'PRIMARY', 'FOREIGN', 'UNIQUE'));
    const list = action.findIndex((token, index) => index > at && isSymbol(token, '('));
    if (at === -1 || list === -1) continue;
    const { names } = readNameList(action.slice(list));
    if (isWord(action[at], 'PRIMARY')) draft.primaryKey = names;
    else if (isWord(action[at], 'UNIQUE')) draft.uniqueKeys.push(names);
    else readReference(draft, names, readBracket(action.slice(list)).rest);
  }
}

/** `COMMENT ON TABLE t IS '…'`, `COMMENT ON COLUMN s.t.c IS '…'`. */
function readCommentOn(
  drafts: readonly TableDraft[],
  [what, ...tokens]: readonly SqlToken[],
): void {
  const { parts, rest } = readName(tokens);
  const said = isWord(rest[0], 'IS') && rest[1]?.kind === 'text' ? rest[1].value : undefined;
  if (said === undefined) return;
  if (isWord(what, 'COLUMN')) {
    const draft = findDraft(drafts, parts.slice(0, -1));
    if (draft !== undefined) addComment(draft, parts.at(-1) ?? '', said);
  } else if (isWord(what, 'TABLE', 'VIEW')) {
    const draft = findDraft(drafts, parts);
    if (draft !== undefined) addComment(draft, null, said);
  }
}

function findDraft(
  drafts: readonly TableDraft[],
  parts: readonly string[],
): TableDraft | undefined {
  const object = objectOf(parts);
  return object === undefined ? undefined : drafts.find((one) => isSame(one.object, object));
}
