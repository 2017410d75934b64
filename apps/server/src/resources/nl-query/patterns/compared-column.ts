/** The column that a literal is compared with, as the SQL writes it. Lower case, without quotes. */
export interface ComparedColumn {
  readonly name: string;
  /** The table it is of, where the SQL says so: its name, whatever its alias. Null: it says none. */
  readonly table: string | null;
}

const plain = String.raw`[\p{L}_][\p{L}\p{N}_$]*`;
const quoted = '"(?:[^"]|"")+"|`(?:[^`]|``)+`';
const name = `(?:${plain}|${quoted})`;
const comparison = new RegExp(
  String.raw`(?:(${name})\s*\.\s*)?(${name})\s*(?:=|<>|!=|(?:\bnot\s+)?\bin\s*\([^()]*)\s*$`,
  'iu',
);

/**
 * What stands before a literal at `start` and its comparison: `c.city = ` or `city in ('a', `. Null for anything
 * else (a function of a column, a number), and where an alias means no table, or several.
 */
export function comparedColumn(sql: string, start: number): ComparedColumn | null {
  const found = comparison.exec(sql.slice(0, start));
  const column = found?.[2];
  if (found === null || column === undefined) return null;
  // `end = 'x'` of CASE, `and = …`: no column.
  if (isKeyword(column)) return null;
  const alias = found[1];
  if (alias === undefined) return { name: bare(column), table: null };
  const tables = tablesCalled(sql).get(bare(alias)) ?? new Set();
  const [table] = tables;
  return table === undefined || tables.size > 1 ? null : { name: bare(column), table };
}

const source = new RegExp(
  String.raw`^\s*((?:${name}\s*\.\s*)*${name})(?:\s+(?:as\s+)?(${name}))?\s*$`,
  'iu',
);
const clause = new RegExp(
  String.raw`\b(?:from|join)\s+([^();]*?)(?=$|[();]|\b(?:where|join|inner|left|right|full|cross|natural|on|using|group|having|order|limit|offset|union|intersect|except|window|final|prewhere|sample)\b)`,
  'giu',
);

/** Tables by their aliases and by their own names, wherever they stand in the SQL. */
function tablesCalled(sql: string): ReadonlyMap<string, ReadonlySet<string>> {
  const called = new Map<string, Set<string>>();
  const add = (alias: string, table: string): void => {
    called.set(alias, (called.get(alias) ?? new Set()).add(table));
  };
  for (const [, list = ''] of sql.matchAll(clause)) {
    for (const item of list.split(',')) {
      const found = source.exec(item);
      const path = found?.[1];
      if (path === undefined) continue;
      const own = bare(path.split('.').at(-1)?.trim() ?? '');
      add(found?.[2] === undefined ? own : bare(found[2]), own);
    }
  }
  return called;
}

function bare(written: string): string {
  const inside = /^["`]/u.test(written)
    ? written.slice(1, -1).replaceAll('""', '"').replaceAll('``', '`')
    : written;
  return inside.toLowerCase();
}

function isKeyword(word: string): boolean {
  return /^(?:and|or|not|end|then|else|when|where|on|having|select|like|is|null|between|in)$/iu.test(
    word,
  );
}
