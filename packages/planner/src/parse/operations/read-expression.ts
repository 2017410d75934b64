import type { OperationIntent } from '../../ir/index.ts';
import { isColumnLike } from '../list.ts';
import { claim, free, is, isMarkAt, skip, type Reading } from '../reading.ts';

/** Operators in words. */
const operators: ReadonlyMap<string, string> = new Map([
  ...['+', '-', '*', '/', '%'].map((mark): readonly [string, string] => [mark, mark]),
  ['×', '*'],
  ['times', '*'],
  ['multiplied', '*'],
  ['plus', '+'],
  ['minus', '-'],
  ['divided', '/'],
  ['плюс', '+'],
  ['минус', '-'],
  ['умножить', '*'],
  ['умноженное', '*'],
  ['умноженная', '*'],
  ['разделить', '/'],
  ['делить', '/'],
  ['деленное', '/'],
]);
const fillers: ReadonlySet<string> = new Set(['by', 'на', 'the']);
const maxTerms = 30;

/** Reads "arr = mrr * 12", "add total as price times qty": a name, then arithmetic over columns. */
export function readExpressions(reading: Reading): OperationIntent[] {
  const found: OperationIntent[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const name = free(reading, at);
    const sign = is(reading, at + 1, 'column_noun') ? at + 2 : at + 1;
    if (!isColumnLike(name) || !isEquals(reading, sign)) continue;
    const start = afterEquals(reading, sign);
    const expression = readArithmetic(reading, start);
    if (expression === null) continue;
    const from = beginning(reading, at);
    found.push({
      op: 'derive',
      as: name.text,
      expression: expression.text,
      evidence: claim(reading, from, expression.end),
    });
    at = expression.end - 1;
  }
  return found;
}

function isEquals(reading: Reading, at: number): boolean {
  const word = free(reading, at)?.lower ?? '';
  return [
    '=',
    ':',
    'as',
    'is',
    'being',
    'equal to',
    'equals',
    'computed',
    'calculated',
    'that',
    'как',
    'равно',
    'равный',
    'равную',
    '—',
    '–',
  ].includes(word);
}

/** Past "=", "that is", "computed as", "as the product of". */
function afterEquals(reading: Reading, at: number): number {
  let next = at;
  while (next < at + 4 && isEquals(reading, next)) next += 1;
  return skip(reading, next, 'determiner');
}

interface Arithmetic {
  readonly text: string;
  readonly end: number;
}

/** At least one operator between columns and numbers; brackets and functions as written. */
export function readArithmetic(reading: Reading, at: number): Arithmetic | null {
  const parts: string[] = [];
  let end = at;
  let operatorsSeen = 0;
  let wantsTerm = true;
  while (end < at + maxTerms) {
    const token = free(reading, end);
    if (token === undefined) break;
    // "a over b" divides two columns; "a over 100" compares.
    const over = token.lower === 'over' && free(reading, end + 1)?.kind !== 'number';
    const operator = over ? '/' : operators.get(token.lower);
    if (wantsTerm && (isMarkAt(reading, end, '(') || isOpenFunction(reading, end))) {
      parts.push(token.text);
    } else if (wantsTerm && fillers.has(token.lower)) {
      // "divided by the …": the small word carries nothing.
    } else if (wantsTerm && isTerm(reading, end)) {
      parts.push(token.text);
      wantsTerm = false;
    } else if (!wantsTerm && operator !== undefined) {
      parts.push(operator);
      operatorsSeen += 1;
      wantsTerm = true;
    } else if (!wantsTerm && isMarkAt(reading, end, ')') && opened(parts)) parts.push(')');
    else break;
    end += 1;
  }
  if (operatorsSeen === 0 || wantsTerm) return null;
  return { text: parts.join(' ').replaceAll('( ', '(').replaceAll(' )', ')'), end };
}

function isTerm(reading: Reading, at: number): boolean {
  const token = free(reading, at);
  return token?.kind === 'number' || isColumnLike(token);
}

function isOpenFunction(reading: Reading, at: number): boolean {
  const name = free(reading, at)?.lower ?? '';
  return (
    ['round', 'coalesce', 'abs', 'floor', 'ceil'].includes(name) && isMarkAt(reading, at + 1, '(')
  );
}

function opened(parts: readonly string[]): boolean {
  const count = (mark: string): number => parts.filter((part) => part === mark).length;
  return count('(') > count(')');
}

/** Takes "add a column", "compute", "new field" before the name along. */
function beginning(reading: Reading, at: number): number {
  let from = at;
  const lead = new Set([
    'add',
    'adding',
    'a',
    'an',
    'new',
    'column',
    'compute',
    'calculate',
    'derive',
    'called',
    'named',
    'field',
    'create',
    'extra',
    'with',
    'add a column',
    'new column',
    'добавь',
    'колонку',
    'столбец',
    'поле',
    'посчитай',
    'вычисли',
    'новую',
    'новый',
  ]);
  while (from > at - 6 && lead.has(free(reading, from - 1)?.lower ?? '')) from -= 1;
  return is(reading, from, 'with') && is(reading, from, 'from') ? from + 1 : from;
}
