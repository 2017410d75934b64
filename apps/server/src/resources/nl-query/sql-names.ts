/** Comments and texts in quotes: what is in them names nothing. */
const silent = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\]|''|\\[\s\S])*'|\$(\w*)\$[\s\S]*?\$\1\$/gu;
const token = /"(?:[^"]|"")*"|`(?:[^`]|``)*`|[\p{L}_][\p{L}\p{N}_$]*|\S/gu;

/** What a query names, as far as its words tell. */
export interface SqlNames {
  /** Whether it may name this, whatever its case. */
  mentions(name: string): boolean;
  /** It may show columns that it does not name: `*` but in `count(*)`, or whole rows as values. */
  readonly isOpen: boolean;
}

/** Functions that make one value of a row, or a result of a text. */
const wholeRows =
  /^(?:row|hstore|(?:row_)?to_jsonb?|jsonb?_(?:agg|object_agg)|\w*_to_xml\w*|array_agg)$/u;

/** Reads the names of somebody's SQL. It errs on the side of naming too much. Pure. */
export function namesInSql(sql: string): SqlNames {
  const words = (sql.replaceAll(silent, ' ').match(token) ?? []).map((one) =>
    one.replaceAll(/^["`]|["`]$/gu, '').toLowerCase(),
  );
  const names = new Set(words);
  const isStar = (at: number) =>
    words[at] === '*' && !(words[at - 1] === '(' && words[at - 2] === 'count');
  return {
    mentions: (name) => names.has(name.toLowerCase()),
    isOpen: words.some((one, at) => isStar(at) || wholeRows.test(one) || isRowValue(words, at)),
  };
}

/** A table's name or alias that stands where a value does: `SELECT c FROM customers c`. */
function isRowValue(words: readonly string[], at: number): boolean {
  const before = words[at - 1] ?? '';
  if (!tableNames(words).has(words[at] ?? '') || before === '.' || words[at + 1] === '.')
    return false;
  return !['from', 'join', 'as', 'update', 'into'].includes(before) && !follows(words, at);
}

/** `FROM customers c`, `, orders o`: an alias right behind its table. */
function follows(words: readonly string[], at: number): boolean {
  return tableNames(words).has(words[at - 1] ?? '') || words[at - 1] === ')' || isListed(words, at);
}

/** The second table of `FROM a, b`. */
function isListed(words: readonly string[], at: number): boolean {
  if (words[at - 1] !== ',') return false;
  const from = words.lastIndexOf('from', at);
  return (
    from !== -1 &&
    !words.slice(from, at).some((one) => ['select', 'where', 'on', '('].includes(one))
  );
}

const known = new WeakMap<readonly string[], ReadonlySet<string>>();
const notAliases: ReadonlySet<string> = new Set(
  'as on where group order limit inner left right full cross join natural having union using select set'.split(
    ' ',
  ),
);

/** Names and aliases behind FROM, JOIN and their commas. */
function tableNames(words: readonly string[]): ReadonlySet<string> {
  const found = known.get(words) ?? collect(words);
  known.set(words, found);
  return found;
}

function collect(words: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  words.forEach((word, start) => {
    if (word !== 'from' && word !== 'join' && !(word === ',' && isListed(words, start + 1))) return;
    let at = start + 1;
    while (words[at + 1] === '.') at += 2;
    const name = words[at] ?? '';
    if (/^[\p{L}_]/u.test(name)) names.add(name);
    const next = words[at + 1] === 'as' ? words[at + 2] : words[at + 1];
    if (next !== undefined && /^[\p{L}_]/u.test(next) && !notAliases.has(next)) names.add(next);
  });
  return names;
}
