import { runtimeNames } from './runtime/runtime.ts';

export { pythonText } from './python-text.ts';

/** `[a, b]`. */
export function pythonList(items: readonly string[]): string {
  return `[${items.join(', ')}]`;
}

/** Key words, built-ins and modules that the programs use. */
const reserved =
  'False None True and as assert async await break class continue def del elif else except ' +
  'finally for from global if import in is lambda nonlocal not or pass raise return try ' +
  'while with yield match case type print list dict set str int float bool bytes len min ' +
  'max sum all any map zip range sorted round format abs next tuple iter id main pd os re ' +
  'bisect sys json math uuid date time datetime timezone timedelta decimal hashlib hmac struct ' +
  'statistics calendar urllib contextlib psycopg pymysql sqlite3 duckdb connection row group left right';

const taken: ReadonlySet<string> = new Set(reserved.split(' '));

/** A variable for a node of the spec; ids are lower-case words already. */
export function pythonName(id: string): string {
  return taken.has(id) || runtimeNames.has(id) ? `${id}_` : id;
}
