import type { Note } from '../ir/index.ts';
import { claim, free, is, isMarkAt, type Reading } from './reading.ts';

/** Statement openings, as folded words. `*` stands for the mark; upper case is asked of the rest. */
const destructive: readonly (readonly [string, string])[] = [
  ['drop', 'table'],
  ['drop', 'database'],
  ['drop', 'schema'],
  ['drop', 'view'],
  ['drop', 'user'],
  ['delete', 'from'],
  ['alter', 'table'],
  ['create', 'table'],
  ['union', 'select'],
];
const shouted: readonly (readonly [string, string])[] = [
  ['truncate', 'table'],
  ['insert', 'into'],
  ['grant', 'all'],
];
const maxStatement = 400;

/**
 * Finds SQL text and claims it, so that it is never mistaken for words: it is reported, never
 * executed. "select orders from PostgreSQL" is plain English and stays.
 */
export function readSql(reading: Reading): Note[] {
  const notes: Note[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    if (!opensStatement(reading, at)) continue;
    const end = statementEnd(reading, at + 1);
    const evidence = claim(reading, at, end);
    if (/\p{L}/u.test(evidence.text)) notes.push({ kind: 'sql', evidence });
    at = end - 1;
  }
  return notes;
}

function opensStatement(reading: Reading, at: number): boolean {
  const first = free(reading, at);
  const second = free(reading, at + 1);
  if (first === undefined || second === undefined) return false;
  if (first.text.startsWith('--') || (first.text === '-' && second.text === '-')) {
    return isMarkAt(reading, at - 1, ';') || reading.claimed[at - 1] === 1;
  }
  const opens = ([a, b]: readonly [string, string]): boolean =>
    first.lower === a && second.lower === b;
  if (destructive.some(opens)) return true;
  const loud = first.text === first.text.toUpperCase() && first.text.length > 3;
  if (loud && shouted.some(opens)) return true;
  if (first.lower !== 'select') return false;
  return second.text === '*' || (loud && hasLoudFrom(reading, at + 1));
}

function hasLoudFrom(reading: Reading, at: number): boolean {
  for (let next = at; next < at + 60; next += 1) {
    const token = free(reading, next);
    if (token === undefined || token.text === ';') return false;
    if (token.text === 'FROM') return true;
  }
  return false;
}

/** A statement ends at `;`, or where the sentence goes on: "… to ClickHouse". */
function statementEnd(reading: Reading, at: number): number {
  let end = at;
  while (end < Math.min(reading.tokens.length, at + maxStatement)) {
    if (isMarkAt(reading, end, ';')) return end + 1;
    if (is(reading, end, 'to') && is(reading, end + 1, 'system')) return end;
    if (is(reading, end, 'frequency') || is(reading, end, 'every')) return end;
    end += 1;
  }
  return end;
}
