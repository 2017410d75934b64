import type { DuckConnection, StatementOptions } from '../../kit/duckdb/duck-connection.ts';
import { quoteText } from '../../kit/duckdb/quote.ts';

/** A cursor value from which on records are wanted. Moments are microseconds since 1970, in UTC. */
export type LowerBound =
  | { readonly kind: 'moment'; readonly micros: bigint; readonly hasZone: boolean }
  | { readonly kind: 'date'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string };

/**
 * The least value of a column that a query reads of a table, as SQL: where every use of the table is
 * `FROM table WHERE column >= constant AND …`. undefined: all rows may be needed. The query filters
 * once more, so what is not recognised costs requests, never rows.
 */
export function boundInQuery(
  parsed: unknown,
  { table, column }: { readonly table: string; readonly column: string },
): string | undefined {
  const uses = count(parsed, (node) => isTable(node, table));
  const bounds: string[] = [];
  visit(parsed, (node) => {
    if (node['type'] !== 'SELECT_NODE' || !isTable(node['from_table'], table)) return;
    const bound = boundIn(node['where_clause'], column);
    if (bound !== undefined) bounds.push(bound);
  });
  if (uses === 0 || bounds.length !== uses) return undefined;
  return bounds.length === 1 ? bounds[0] : `least(${bounds.join(', ')})`;
}

/** Years of four digits, 1 to 9999: others have no spelling that APIs agree on. */
const leastMicros = -62_135_596_800_000_000n;
const endMicros = 253_402_300_800_000_000n;

/** Works out a bound; undefined when it is of no type that a cursor has, has no usual spelling, or is NULL. */
export async function evaluateBound(
  connection: DuckConnection,
  sql: string,
  options: StatementOptions,
): Promise<LowerBound | undefined> {
  const query = `SELECT typeof(b), CASE WHEN typeof(b) LIKE 'TIMESTAMP%' THEN epoch_us(TRY_CAST(b::VARCHAR AS TIMESTAMP))::VARCHAR ELSE b::VARCHAR END FROM (SELECT ${sql} AS b)`;
  const [row] = await connection.rows(query, options);
  const [type, text] = row ?? [];
  if (typeof type !== 'string' || typeof text !== 'string') return undefined;
  if (type.startsWith('TIMESTAMP')) {
    const micros = BigInt(text);
    const isUsual = micros >= leastMicros && micros < endMicros;
    return isUsual ? { kind: 'moment', micros, hasZone: type.endsWith('ZONE') } : undefined;
  }
  if (type === 'DATE') return /^\d{4}-\d\d-\d\d$/.test(text) ? { kind: 'date', text } : undefined;
  return /INT|DECIMAL|DOUBLE/.test(type) ? { kind: 'number', text } : undefined;
}

/** Whether all that `wanted` asks for was asked for with `had`. */
export function covers(had: LowerBound | null, wanted: LowerBound | null): boolean {
  if (had === null) return true;
  if (wanted === null) return false;
  if (had.kind === 'moment') return wanted.kind === 'moment' && had.micros <= wanted.micros;
  if (wanted.kind === 'moment' || had.kind !== wanted.kind) return false;
  if (had.text === wanted.text) return true;
  if (had.kind === 'date') return had.text < wanted.text;
  const isWhole = [had.text, wanted.text].every((text) => /^-?\d+$/.test(text));
  // Strictly: what is equal as a double may differ in digits that it does not have.
  return isWhole ? BigInt(had.text) < BigInt(wanted.text) : Number(had.text) < Number(wanted.text);
}

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

function visit(value: unknown, look: (node: Node) => void): void {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const node = open.pop();
    if (!isNode(node)) continue;
    look(node);
    open.push(...Object.values(node));
  }
}

function count(value: unknown, matches: (node: Node) => boolean): number {
  let found = 0;
  visit(value, (node) => (found += matches(node) ? 1 : 0));
  return found;
}

function isTable(value: unknown, table: string): boolean {
  return isNode(value) && value['type'] === 'BASE_TABLE' && isName(value['table_name'], table);
}

function isName(value: unknown, name: string): boolean {
  return typeof value === 'string' && value.toLowerCase() === name.toLowerCase();
}

function boundIn(where: unknown, column: string): string | undefined {
  if (!isNode(where)) return undefined;
  if (where['type'] === 'CONJUNCTION_AND' && Array.isArray(where['children'])) {
    return where['children'].map((one) => boundIn(one, column)).find((one) => one !== undefined);
  }
  const isLeast =
    where['type'] === 'COMPARE_GREATERTHANOREQUALTO' || where['type'] === 'COMPARE_GREATERTHAN';
  if (!isLeast || !isColumn(where['left'], column)) return undefined;
  return constantSql(where['right']);
}

function isColumn(value: unknown, column: string): boolean {
  if (!isNode(value) || value['type'] !== 'COLUMN_REF') return false;
  const names = value['column_names'];
  return Array.isArray(names) && isName(names.at(-1), column);
}

/** A constant, or the cast of one to a type without parameters; the tree rounds numbers past 2^53. */
function constantSql(value: unknown): string | undefined {
  if (!isNode(value)) return undefined;
  if (value['type'] === 'OPERATOR_CAST') {
    const inner = constantSql(value['child']);
    const type = isNode(value['cast_type']) ? value['cast_type']['id'] : undefined;
    const isKnown =
      typeof type === 'string' &&
      /^(TIMESTAMP|TIMESTAMP WITH TIME ZONE|DATE|BIGINT|INTEGER|DOUBLE)$/.test(type);
    return inner === undefined || !isKnown ? undefined : `CAST(${inner} AS ${type})`;
  }
  const constant = value['type'] === 'VALUE_CONSTANT' ? value['value'] : undefined;
  const content = isNode(constant) ? constant['value'] : undefined;
  if (typeof content === 'string') return quoteText(content);
  return typeof content === 'number' && Number.isSafeInteger(content) ? String(content) : undefined;
}
