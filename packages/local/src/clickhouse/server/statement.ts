import { isKeyword, lexSql, type SqlToken } from './sql-lexer.ts';

/** What to do with a query text; offsets count characters of that text. */
export type Statement =
  /** Returns rows: its output goes through a pipe, so any size streams. */
  | {
      readonly kind: 'select';
      readonly format: string | undefined;
      sql(pipe: string, format: string): string;
    }
  /** INSERT whose rows follow at `dataStart`. */
  | {
      readonly kind: 'upload';
      readonly format: string;
      readonly dataStart: number;
      sql(pipe: string): string;
    }
  /** INSERT without data of its own, CREATE: the engine counts the rows it wrote. */
  | { readonly kind: 'write' }
  | { readonly kind: 'kill'; readonly sql: string }
  | { readonly kind: 'command' }
  | { readonly kind: 'empty' }
  /** More than one statement in one request, which ClickHouse's HTTP interface refuses. */
  | { readonly kind: 'several'; readonly at: number };

/** Setting that carries our query id into the engine, which chooses its own ids. */
export const QUERY_TAG_SETTING = 'stream_like_engine_insert_queue';

const ROW_STATEMENTS = [
  'SELECT', 'WITH', 'FROM', 'SHOW', 'DESCRIBE', 'DESC', 'EXPLAIN', 'EXISTS', 'CHECK', 'VALUES',
]; // prettier-ignore

/** Recognises a whole query text, or an INSERT followed by any first part of its data. */
export function classifyStatement(text: string): Statement {
  const tokens = new TokenReader(text);
  const first = tokens.at(0);
  if (first === undefined) return { kind: 'empty' };
  if (isKeyword(first, 'INSERT')) return classifyInsert(text, tokens);

  const all = tokens.all();
  const end = all.findIndex((token) => token.text === ';' && token.depth === 0);
  const body = end === -1 ? all : all.slice(0, end);
  const after = end === -1 ? undefined : all.slice(end).find((token) => token.text !== ';');
  if (body.length === 0) return { kind: 'empty' };
  if (after !== undefined) return { kind: 'several', at: after.start };
  if (isKeyword(first, 'KILL')) return { kind: 'kill', sql: rewriteKill(text, body) };
  if (isKeyword(first, 'CREATE', 'REPLACE')) return { kind: 'write' };
  // WITH ... INSERT INTO t SELECT writes, whatever its first word.
  const inserts = body.some(
    (token, index) => isTop(token, 'INSERT') && isKeyword(body[index + 1], 'INTO'),
  );
  if (inserts) return { kind: 'write' };
  if (first.text === '(' || isKeyword(first, ...ROW_STATEMENTS)) return describeSelect(text, body);
  return { kind: 'command' };
}

/** Reads tokens as far as somebody looks: megabytes of data after an INSERT stay unread. */
class TokenReader {
  readonly #source: Generator<SqlToken>;
  readonly #read: SqlToken[] = [];

  constructor(text: string) {
    this.#source = lexSql(text);
  }

  at(index: number): SqlToken | undefined {
    while (this.#read.length <= index) {
      const next = this.#source.next();
      if (next.done === true) return undefined;
      this.#read.push(next.value);
    }
    return this.#read[index];
  }

  all(): readonly SqlToken[] {
    this.#read.push(...this.#source);
    return this.#read;
  }
}

function isTop(token: SqlToken, ...keywords: readonly string[]): boolean {
  return token.depth === 0 && isKeyword(token, ...keywords);
}

/** Puts INTO OUTFILE where the grammar wants it: before FORMAT and the SETTINGS after it. */
function describeSelect(text: string, body: readonly SqlToken[]): Statement {
  const formatAt = body.findLastIndex(
    (token, index) =>
      isTop(token, 'FORMAT') &&
      body[index + 1]?.kind === 'word' &&
      (index + 2 === body.length || isTop(body[index + 2] ?? token, 'SETTINGS')),
  );
  const formatToken = body[formatAt];
  const last = body.at(-1);
  const end = last?.end ?? text.length;
  const settings =
    isKeyword(body[0], 'SELECT', 'WITH', 'FROM') || body[0]?.text === '('
      ? undefined
      : body.find((token) => isTop(token, 'SETTINGS'));
  const headEnd = formatToken?.start ?? settings?.start ?? end;
  const format = formatToken === undefined ? undefined : body[formatAt + 1]?.text;
  const tail = text.slice(
    formatToken === undefined ? headEnd : (body[formatAt + 1]?.end ?? end),
    end,
  );
  return {
    kind: 'select',
    format,
    sql: (pipe, fallback) =>
      `${text.slice(0, headEnd)} INTO OUTFILE '${pipe}' APPEND FORMAT ${format ?? fallback} ${tail}`,
  };
}

/** KILL QUERY WHERE query_id = ...: clients know our ids, not the engine's. */
function rewriteKill(text: string, body: readonly SqlToken[]): string {
  let sql = '';
  let from = 0;
  for (const token of body) {
    if (!(isKeyword(token, 'QUERY_ID') || /^[`"]query_id[`"]$/.test(token.text))) continue;
    sql += `${text.slice(from, token.start)}Settings['${QUERY_TAG_SETTING}']`;
    from = token.end;
  }
  return sql + text.slice(from, body.at(-1)?.end);
}

function classifyInsert(text: string, tokens: TokenReader): Statement {
  let index = 1;
  while (isKeyword(tokens.at(index), 'INTO', 'TABLE')) index += 1;
  let settings: SqlToken | undefined;
  // The name itself may be any word, and so may each part of it after a dot.
  for (index += 1; ; index += 1) {
    const token = tokens.at(index);
    if (token === undefined) return { kind: 'write' };
    const next = tokens.at(index + 1);
    if (tokens.at(index - 1)?.text === '.') continue;
    if (isTop(token, 'SETTINGS')) settings ??= token;
    const selects = token.text === '(' && isKeyword(next, 'SELECT', 'WITH');
    if (selects || isTop(token, 'SELECT', 'WITH', 'FROM')) {
      return classifyInsertSelect(text, tokens, index);
    }
    if (isTop(token, 'VALUES')) return describeUpload(text, { token, settings, format: 'Values' });
    if (isTop(token, 'FORMAT') && next?.kind === 'word') {
      return describeUpload(text, { token, settings, format: next.text, last: next });
    }
  }
}

interface UploadParts {
  /** VALUES or FORMAT. */
  readonly token: SqlToken;
  readonly settings: SqlToken | undefined;
  readonly format: string;
  /** Last token before the data; default `token`. */
  readonly last?: SqlToken;
}

function describeUpload(text: string, parts: UploadParts): Statement {
  const { token, settings, format, last = token } = parts;
  const headEnd = settings?.start ?? token.start;
  const between = settings === undefined ? '' : text.slice(settings.start, token.start);
  return {
    kind: 'upload',
    format,
    dataStart: format === 'Values' ? last.end : skipLineEnd(text, last.end),
    // FROM INFILE parses with the table's own columns and defaults, as a sent body would.
    sql: (pipe) => `${text.slice(0, headEnd)} FROM INFILE '${pipe}' ${between} FORMAT ${format}`,
  };
}

function classifyInsertSelect(text: string, tokens: TokenReader, from: number): Statement {
  let input:
    | { readonly token: SqlToken; readonly structure: SqlToken; readonly close: SqlToken }
    | undefined;
  for (let index = from + 1; ; index += 1) {
    const token = tokens.at(index);
    if (token === undefined) return { kind: 'write' };
    const next = tokens.at(index + 1);
    if (isKeyword(token, 'INPUT') && next?.text === '(') {
      const structure = tokens.at(index + 2);
      const close = tokens.at(index + 3);
      if (structure?.kind === 'string' && close?.text === ')') input = { token, structure, close };
    }
    if (input === undefined || !isTop(token, 'FORMAT') || next?.kind !== 'word') continue;
    const { structure, close, token: call } = input;
    const format = next.text;
    return {
      kind: 'upload',
      format,
      dataStart: skipLineEnd(text, next.end),
      // The engine's own input() reads nothing in-process: it inserted 0 rows without an error.
      sql: (pipe) =>
        `${text.slice(0, call.start)}file('${pipe}', '${format}', ${structure.text})` +
        text.slice(close.end, token.start),
    };
  }
}

/** Data begins after blanks and at most one line end, as in ClickHouse's parser. */
function skipLineEnd(text: string, from: number): number {
  const gap = /^[ \t]*;?[ \t]*\r?\n?/.exec(text.slice(from, from + 1024))?.[0] ?? '';
  return from + (gap.endsWith('\n') ? gap.length : gap.trimEnd().length);
}
