import type { Evidence, OperationIntent } from '../../ir/index.ts';
import { has } from '../../text/token.ts';
import { readRules } from '../pattern/rules.ts';
import { isWrittenColumn } from '../clauses.ts';
import { isColumnLike } from '../list.ts';
import { claim, endsClause, free, is, isMarkAt, type Reading } from '../reading.ts';
import { castRules } from './cast-rules.ts';
import { columnRules } from './column-rules.ts';
import { dedupeRules } from './dedupe-rules.ts';
import { readCastClauses, readColumnClauses } from './read-column-clauses.ts';
import { readDerivedClauses } from './read-derived-clauses.ts';
import { deriveRules } from './derive-rules.ts';
import { maskRules } from './mask-rules.ts';
import { isCalledTitle, isOfTold, isPutThere } from './no-orders.ts';
import { isOfStates } from './of-states.ts';
import { openDedupe } from './open-dedupe.ts';
import { parsingRules, type ParsingReading } from './parsing-rules.ts';
import { readExpressions } from './read-expression.ts';
import { readKeptRow } from './read-kept-row.ts';
import { renameRules, shapeRules } from './shape-rules.ts';
import { settleDedupe } from './settle-dedupe.ts';
import { sortRules, type SortReading } from './sort-rules.ts';

export { readAggregate, readGroupRhythm } from './read-aggregate.ts';
export {
  joinsOf,
  readJoinKeys,
  readJoinTables,
  readJoinWord,
  type JoinReading,
} from './read-join.ts';
export { readStacked } from './read-stacked.ts';
export { readPivot } from './read-pivot.ts';
export { readWindow } from './read-window.ts';
export { readWindowColumns } from './read-window-column.ts';

/** Reads how texts of the source are written. */
export function readParsing(reading: Reading): ParsingReading[] {
  return readRules(reading, parsingRules);
}

/** Reads changes of columns and of the shape of rows: most particular words first. */
export function readShaping(reading: Reading): OperationIntent[] {
  const begins = (at: number): boolean => !isLed(reading, at) && !isHeading(reading, at);
  return oneExplode(
    withoutVague(reading, [
      ...oneUnion(
        nameLists(
          reading,
          releaseTables(
            reading,
            readRules(reading, shapeRules, (at) => !isDropped(reading, at)),
          ),
        ),
      ),
      ...readDedupe(reading).map((one) => entriesOf(reading, one)),
      ...readRules(reading, maskRules, begins),
      ...readRules(reading, renameRules, (at) => begins(at) && !isCalledTitle(reading, at)).flat(),
      ...readRules(reading, castRules, begins).flat(),
      ...readRules(reading, deriveRules, begins).flat(),
      ...readExpressions(reading),
      ...readDerivedClauses(reading),
      ...readColumnClauses(reading),
      ...readCastClauses(reading),
      ...readRules(
        reading,
        columnRules,
        (at) =>
          begins(at) &&
          !isLacked(reading, at) &&
          !isOfRows(reading, at) &&
          !isOfStates(reading, at) &&
          !isPutThere(reading, at) &&
          !isOfTold(reading, at),
      ),
    ]),
  );
}

/** "explode legs to one row per leg": what the list comes to is said twice, and no row is dropped. */
function oneExplode(operations: readonly OperationIntent[]): OperationIntent[] {
  const lists = operations.flatMap((one) => (one.op === 'explode' ? [one] : []));
  const isOfList = (key: string): boolean =>
    lists.some(({ column }) => [`${key}s`, `${key}es`, key].includes(column.toLowerCase()));
  return operations.filter((one) => {
    if (one.op === 'explode') return lists.find(({ column }) => column === one.column) === one;
    const [key] = one.op === 'dedupe' && one.keep === null && one.keys.length === 1 ? one.keys : [];
    return key === undefined || !isOfList(key.toLowerCase());
  });
}

/** "hide personal data …: hash passport_no": what a colon or brackets explain asks nothing. */
function withoutVague(reading: Reading, operations: readonly OperationIntent[]): OperationIntent[] {
  const named = operations.filter(
    (one) => (one.op === 'mask' || one.op === 'drop_columns') && one.columns.length > 0,
  );
  return operations.filter((one) => {
    if (one.op !== 'drop_columns' || one.columns.length > 0) return true;
    return !named.some(
      ({ evidence }) =>
        evidence.start >= one.evidence.end &&
        /[:(—–]|\bnamely\b|\bi\.e\./u.test(reading.text.slice(one.evidence.end, evidence.start)),
    );
  });
}

/** "по client_id, passport захешируй": a column behind a preposition begins no list of what is changed. */
function isLed(reading: Reading, at: number): boolean {
  const isListed = isColumnLike(free(reading, at)) && isMarkAt(reading, at + 1, ',');
  // "total = qty * price, created_at as a date": what is computed ends before the comma.
  const isOperand =
    isMarkAt(reading, at - 1, '*') ||
    (isMarkAt(reading, at - 1, '+', '-', '/') && isMarkAt(reading, at - 3, '='));
  if (isOperand && isListed) return true;
  return (
    (isWrittenColumn(free(reading, at)) || isListed) &&
    /^(?:by|on|via|using|over|per|по|через)$/u.test(reading.tokens[at - 1]?.lower ?? '')
  );
}

/** "split address in Postgres clients into …": the system and its table are read where ends are. */
function releaseTables(
  reading: Reading,
  operations: readonly OperationIntent[],
): readonly OperationIntent[] {
  for (const { op, evidence } of operations) {
    if (op !== 'split') continue;
    reading.tokens.forEach((token, at) => {
      const inside = token.start >= evidence.start && token.end <= evidence.end;
      const before = reading.tokens[at - 1];
      const isBehind =
        before !== undefined && has(before, 'system') && before.start > evidence.start;
      const leads = has(reading.tokens[at + 1], 'system') && at > 0;
      if (inside && (has(token, 'system') || isBehind || leads)) reading.claimed[at] = 0;
    });
  }
  return operations;
}

/** "drop stack": a column, and no way to join rows. */
function isDropped(reading: Reading, at: number): boolean {
  const word = free(reading, at)?.lower ?? '';
  if (word === 'concatenate') return isWrittenColumn(free(reading, at + 1));
  return word === 'stack' && is(reading, at - 1, 'drop');
}

/** "for research: drop name and …": a heading, and an order that has columns of its own. */
function isHeading(reading: Reading, at: number): boolean {
  return (
    isMarkAt(reading, at + 1, ':') &&
    (is(reading, at + 2, 'drop') || is(reading, at + 2, 'mask')) &&
    isColumnLike(free(reading, at + 3))
  );
}

/** "rows with status test are not needed": rows are left out, and no column. */
function isOfRows(reading: Reading, at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - 6); back -= 1) {
    const token = free(reading, back);
    if (token === undefined || endsClause(reading, back) || isMarkAt(reading, back, ',', ':'))
      return false;
    const led = is(reading, back, 'with') || is(reading, back, 'where');
    if (led && is(reading, back - 1, 'generic')) return true;
  }
  return false;
}

/** "строки без shop_id не бери": the rows are left out, not the column they lack. */
function isLacked(reading: Reading, at: number): boolean {
  return /^(?:без|without|lacking|missing|пуст\p{L}*|empty|no)$/u.test(
    free(reading, at - 1)?.lower ?? '',
  );
}

/** By what the words say of the row that stays, else by their patterns. */
function readDedupe(reading: Reading): OperationIntent[] {
  const kept = readKeptRow(reading);
  const read =
    kept.length > 0 ? kept : settleDedupe(reading, oneDedupe(readRules(reading, dedupeRules)));
  return read.map((one) => (one.op === 'dedupe' ? openDedupe(reading, one) : one));
}

function oneUnion(operations: readonly OperationIntent[]): OperationIntent[] {
  const first = operations.find((one) => one.op === 'union');
  return operations.filter((one) => one.op !== 'union' || one === first);
}

/** "one position per truck: keep the newest for each vehicle_id" is one dedupe, by what is written as a name. */
function oneDedupe(operations: readonly OperationIntent[]): OperationIntent[] {
  const isWritten = (one: OperationIntent): boolean =>
    one.op === 'dedupe' && one.keys.some((key) => /[_\d]|^id$/iu.test(key));
  const keyed = operations.find((one) => one.op === 'dedupe' && one.keys.length > 0);
  const best = operations.find(isWritten) ?? keyed ?? operations[0];
  return operations.filter((one) => one === best || isWritten(one));
}

/** "a list called lines … one record per list entry": the list is named elsewhere. */
function nameLists(reading: Reading, operations: readonly OperationIntent[]): OperationIntent[] {
  return operations.map((one) =>
    one.op === 'explode' && /^(?:list|array|entry|item|element|)$/iu.test(one.column)
      ? { ...one, column: listName(reading) ?? one.column }
      : one,
  );
}

/** "an array comments … one row per comment": the entries of a list, and no rows that are the same. */
function entriesOf(reading: Reading, one: OperationIntent): OperationIntent {
  if (one.op !== 'dedupe' || one.keep !== null || one.keys.length !== 1) return one;
  const name = listName(reading);
  const key = one.keys[0]?.toLowerCase() ?? '';
  const isEntry = name !== null && [key, `${key}s`, `${key}es`].includes(name.toLowerCase());
  return isEntry ? { op: 'explode', column: name, evidence: one.evidence } : one;
}

function listName(reading: Reading): string | null {
  for (let at = 0; at < reading.tokens.length; at += 1) {
    if (!/^(?:list|array|массив|список)$/u.test(reading.tokens[at]?.lower ?? '')) continue;
    const called = /^(?:called|named|под|с|по)$/u.test(reading.tokens[at + 1]?.lower ?? '');
    const name = reading.tokens[called ? at + 2 : at + 1];
    const isNamed = called || name?.kind === 'name' || name?.lower.endsWith('s') === true;
    if (name !== undefined && isColumnLike(name) && isNamed) return name.text;
  }
  return null;
}

/** Reads orders and limits; an order without a column is by what was computed. */
export function readSorting(reading: Reading): readonly SortedPart[] {
  const parts = readRules(reading, sortRules);
  for (const { thing, evidence, isComputed } of parts) {
    if (thing !== null && !isKey(thing)) release(reading, thing, evidence);
    if (isComputed === true) releaseMeasure(reading, evidence);
  }
  return [...parts, ...readClosedLimit(reading)].flatMap((one): SortedPart[] => [
    ...(one.column === null && one.direction === null
      ? []
      : [
          {
            op: 'sort' as const,
            column: one.column,
            direction: one.direction ?? 'asc',
            ...(one.noun != null && isKey(one.noun) ? { noun: one.noun } : {}),
            evidence: one.evidence,
          },
        ]),
    ...(one.count === null
      ? []
      : [{ op: 'limit' as const, count: one.count, evidence: one.evidence }]),
  ]);
}

/** "…, по убыванию, первые 20", "highest first, top 5": a number of rows that ends its clause. */
function readClosedLimit(reading: Reading): readonly SortReading[] {
  return reading.tokens.flatMap((_token, at): SortReading[] => {
    const count = free(reading, at + 1)?.number;
    const leads = /^(?:first|top|первые|первых|топ|топ-)$/u.test(free(reading, at)?.lower ?? '');
    const closed = endsClause(reading, at + 2) || isMarkAt(reading, at + 2, ',');
    if (!leads || !closed || count === undefined || !Number.isInteger(count) || count < 1)
      return [];
    const evidence = claim(reading, at, at + 2);
    return [{ column: null, direction: null, count, thing: null, evidence }];
  });
}

/** Gives the noun inside "top 10 customers by revenue" back: the ends are read from it. */
function release(reading: Reading, thing: string | null, evidence: Evidence): void {
  if (thing === null) return;
  const at = reading.tokens.findIndex(
    (token) => token.text === thing && token.start >= evidence.start && token.end <= evidence.end,
  );
  if (at >= 0) reading.claimed[at] = 0;
}

/** Gives the words of the measure in "top 10 by sum of amount" back. */
function releaseMeasure(reading: Reading, evidence: Evidence): void {
  const inside = reading.tokens.flatMap((token, at) =>
    token.start >= evidence.start && token.end <= evidence.end ? [at] : [],
  );
  const measure = inside.findLast((at) => reading.tokens[at]?.lower !== 'of') ?? -1;
  for (const at of inside) if (at >= measure && measure >= 0) reading.claimed[at] = 0;
}

/** "top 10 seller_id": a column that tells things apart, and no table. */
function isKey(name: string): boolean {
  return /_(?:id|no|code|key|sku|ref|uuid)$/iu.test(name);
}

/** A sort whose column may still be open, or a limit. */
export type SortedPart =
  | {
      readonly op: 'sort';
      readonly column: string | null;
      readonly direction: 'asc' | 'desc';
      /** The column that tells the ranked rows apart. */
      readonly noun?: string;
      readonly evidence: OperationIntent['evidence'];
    }
  | Extract<OperationIntent, { op: 'limit' }>;

/** "top 20 by quantity, …, sorted descending, limit 20" says its order and its limit twice. */
function isSame(a: OperationIntent, b: OperationIntent): boolean {
  if (a.op === 'sort' && b.op === 'sort')
    return a.column === b.column && a.direction === b.direction;
  return a.op === 'limit' && b.op === 'limit' && a.count === b.count;
}

/** Orders with their column: as named, else the first measure of the aggregate. */
export function settleSorting(
  parts: readonly SortedPart[],
  aggregates: readonly OperationIntent[],
): OperationIntent[] {
  const aggregate = aggregates.find((one) => one.op === 'aggregate');
  const measure = aggregate?.op === 'aggregate' ? aggregate.measures[0] : undefined;
  const computed =
    measure === undefined
      ? null
      : measure.column === '*'
        ? measure.fn
        : `${measure.fn}_${measure.column}`;
  const settled = parts.flatMap((part): OperationIntent[] => {
    if (part.op === 'limit') return [part];
    const isTold = parts.some((one) => one.op === 'sort' && one.column !== null);
    const column = part.column ?? (isTold ? null : computed);
    const { direction, evidence } = part;
    return column === null ? [] : [{ op: 'sort', column, direction, evidence }];
  });
  return settled.filter((one, at) => settled.findIndex((other) => isSame(one, other)) === at);
}
