import type { OperationIntent } from '../ir/index.ts';
import { has, numberOf, textOf } from '../text/token.ts';
import { maxColumns, readColumn, readJoint, readList, type ItemList } from './list.ts';
import { claim, endsClause, free, is, isMarkAt, skip, type Reading } from './reading.ts';

interface OperationRead {
  readonly make: (evidence: OperationIntent['evidence']) => OperationIntent;
  readonly end: number;
}

/** Reads operations on rows and columns other than conditions: each behind a word that announces it. */
export function readColumnOperations(reading: Reading): OperationIntent[] {
  const operations: OperationIntent[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const found =
      readDedupe(reading, at) ??
      readRename(reading, at) ??
      readMask(reading, at) ??
      readSelect(reading, at) ??
      readDrop(reading, at) ??
      readSort(reading, at) ??
      readLimit(reading, at);
    if (found === null) continue;
    operations.push(found.make(claim(reading, at, found.end)));
    at = found.end - 1;
  }
  return operations;
}

function columnsAt(reading: Reading, at: number): ItemList<string> | null {
  return readList(
    reading,
    at,
    (index) => readColumn(reading, skip(reading, index, 'determiner')),
    maxColumns,
  );
}

function readDedupe(reading: Reading, at: number): OperationRead | null {
  if (!is(reading, at, 'dedupe')) return null;
  const by = skip(reading, at + 1, 'generic', 'filler', 'in');
  const lead = skip(reading, by, 'by', 'on', 'of', 'for');
  const keys =
    lead > by
      ? columnsAt(reading, skip(reading, lead, 'determiner', 'every', 'column_noun', 'key_noun'))
      : null;
  let end = keys?.end ?? at + 1;
  const keepAt = skip(reading, isMarkAt(reading, end, ',') ? end + 1 : end, 'and');
  const keep = textOf(free(reading, keepAt), 'keep');
  let orderBy: string | null = null;
  if (keep !== undefined) {
    end = skip(reading, keepAt + 1, 'generic', 'filler', 'number');
    const order = skip(reading, end, 'by', 'on');
    const column = order > end ? readColumn(reading, order) : null;
    orderBy = column?.item ?? null;
    end = column?.end ?? end;
  }
  return {
    make: (evidence) => ({
      op: 'dedupe',
      keys: keys?.items ?? [],
      keep: keep === 'first' || keep === 'last' ? keep : null,
      orderBy,
      evidence,
    }),
    end,
  };
}

function readRename(reading: Reading, at: number): OperationRead | null {
  if (!is(reading, at, 'rename')) return null;
  const from = readColumn(reading, skip(reading, at + 1, 'determiner', 'column_noun'));
  if (from === null) return null;
  const joint = skip(reading, from.end, 'to', 'as', 'in');
  const to = joint > from.end ? readColumn(reading, joint) : null;
  if (to === null) return null;
  return {
    make: (evidence) => ({ op: 'rename', from: from.item, to: to.item, evidence }),
    end: to.end,
  };
}

function readMask(reading: Reading, at: number): OperationRead | null {
  const method = textOf(free(reading, at), 'mask');
  if (method !== 'hash' && method !== 'redact' && method !== 'tokenise') return null;
  const list = columnsAt(reading, skip(reading, at + 1, 'determiner', 'column_noun'));
  if (list === null) return null;
  return {
    make: (evidence) => ({ op: 'mask', columns: list.items, method, evidence }),
    end: list.end,
  };
}

/** "only id, email and created_at", "columns: id, name", "just the fields a and b" */
function readSelect(reading: Reading, at: number): OperationRead | null {
  const only = is(reading, at, 'only');
  const lead = only ? skip(reading, at + 1, 'determiner', 'with') : at;
  const announced = is(reading, lead, 'column_noun');
  if (!only && !announced) return null;
  if (!only && (is(reading, at - 1, 'drop') || is(reading, at - 1, 'generic'))) return null;
  const start = announced ? skip(reading, lead + 1, 'filler', 'is') : lead;
  const list = columnsAt(reading, isMarkAt(reading, start, ':') ? start + 1 : start);
  if (list === null) return null;
  const end = is(reading, list.end, 'column_noun') ? list.end + 1 : list.end;
  if (announced || end > list.end) return select(list, end);
  // "only completed orders" is no list of columns: two columns at least, and nothing named behind.
  const closed =
    endsClause(reading, end) ||
    is(reading, end, 'from') ||
    is(reading, end, 'to') ||
    isMarkAt(reading, end, ')', ',') ||
    reading.claimed[end] === 1 ||
    is(reading, end, 'of');
  return list.items.length >= 2 && closed ? select(list, end) : null;
}

function select(list: ItemList<string>, end: number): OperationRead {
  return { make: (evidence) => ({ op: 'select', columns: list.items, evidence }), end };
}

/** "drop column ssn", "without the columns a and b", "snils убери" */
function readDrop(reading: Reading, at: number): OperationRead | null {
  if (!is(reading, at, 'drop') && !is(reading, at, 'except')) return null;
  const lead = skip(reading, at + 1, 'determiner');
  const announced = is(reading, lead, 'column_noun');
  const list = columnsAt(reading, announced ? lead + 1 : lead);
  if (list === null) {
    if (!announced) return null;
    return { make: (evidence) => ({ op: 'drop_columns', columns: [], evidence }), end: lead + 1 };
  }
  const names = list.items.every((item) => item.includes('_'));
  const verb = ['drop', 'omit', 'убери', 'убрать'].includes(free(reading, at)?.lower ?? '');
  const trailing = is(reading, list.end, 'column_noun');
  if (!announced && !names && !trailing && !(verb && endsOrJoins(reading, list.end))) return null;
  // "minus the columns legal does not want": a relative clause, not a list.
  if (announced && !endsOrJoins(reading, list.end)) {
    return { make: (evidence) => ({ op: 'drop_columns', columns: [], evidence }), end: lead + 1 };
  }
  const end = trailing ? list.end + 1 : list.end;
  return { make: (evidence) => ({ op: 'drop_columns', columns: list.items, evidence }), end };
}

function endsOrJoins(reading: Reading, at: number): boolean {
  return (
    endsClause(reading, at) ||
    reading.claimed[at] === 1 ||
    isMarkAt(reading, at, ',', ')') ||
    (['from', 'to', 'and', 'by', 'column_noun', 'in', 'for'] as const).some((tag) =>
      is(reading, at, tag),
    ) ||
    readJoint(reading, at) > at
  );
}

function readSort(reading: Reading, at: number): OperationRead | null {
  if (!is(reading, at, 'sort')) return null;
  const column = readColumn(reading, skip(reading, at + 1, 'determiner'));
  if (column === null) return null;
  const word = free(reading, column.end)?.lower ?? '';
  const descending = /^(?:desc|descending|убыв)/u.test(word);
  const end = descending || /^(?:asc|ascending|возр)/u.test(word) ? column.end + 1 : column.end;
  return {
    make: (evidence) => ({
      op: 'sort',
      column: column.item,
      direction: descending ? 'desc' : 'asc',
      evidence,
    }),
    end,
  };
}

/** "limit 100", "first 1000 rows", "top 50" */
function readLimit(reading: Reading, at: number): OperationRead | null {
  if (!is(reading, at, 'limit')) return null;
  const count = numberOf(free(reading, at + 1), 'number');
  if (count === undefined || !Number.isInteger(count)) return null;
  const generic = is(reading, at + 2, 'generic');
  const explicit = ['limit', 'limit to', 'sample of', 'лимит'].includes(
    free(reading, at)?.lower ?? '',
  );
  if ((!generic && !explicit) || has(free(reading, at + 2), 'unit')) return null;
  return { make: (evidence) => ({ op: 'limit', count, evidence }), end: generic ? at + 3 : at + 2 };
}
