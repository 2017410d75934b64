import {
  isSymbol,
  isWord,
  splitConditions,
  splitTop,
  type SqlToken,
} from '../../text/sql-tokens.ts';
import { columnsIn, isComparison, isQuotedText } from './columns.ts';
import { nestedMark } from './select-blocks.ts';

type Tokens = readonly SqlToken[];

/** What a query asks of one column. */
export interface Condition {
  /** Without its table, in lower case; `count()` and such for an aggregate. */
  readonly subject: string;
  /** Comparison and values as written; of a moment only that it is one, however it is computed. */
  readonly test: string;
}

/** The test of a condition on a moment. */
export const moment = 'moment';

/** Conditions of WHERE, HAVING, ON or WHEN; those that join two columns are none. */
export function conditionsIn(tokens: Tokens): readonly Condition[] {
  return leaves(tokens).flatMap((leaf) => conditionOf(leaf) ?? []);
}

/** The conditions between WHEN and THEN, which stand in a SELECT list. */
export function caseConditions(tokens: Tokens): readonly Condition[] {
  return tokens.flatMap((token, at) => {
    if (!isWord(token, 'WHEN')) return [];
    const rest = tokens.slice(at + 1);
    const end = rest.findIndex((one) => isWord(one, 'THEN'));
    return end === -1 ? [] : conditionsIn(rest.slice(0, end));
  });
}

/** Pieces between AND and OR, brackets around several of them opened. */
function leaves(tokens: Tokens): readonly Tokens[] {
  const parts = splitConditions(tokens);
  const [only] = parts;
  if (parts.length !== 1 || only === undefined) return parts.flatMap(leaves);
  const inner = bracketed(only);
  return inner === undefined ? [only] : leaves(inner);
}

function bracketed(part: Tokens): Tokens | undefined {
  const isOpen = isSymbol(part[0], '(') && isSymbol(part.at(-1), ')');
  const inner = part.slice(1, -1);
  const isOne = splitTop(part.slice(0, -1), () => true).length === 1;
  return isOpen && isOne ? inner : undefined;
}

function conditionOf(leaf: Tokens): Condition | undefined {
  const columns = columnsIn(leaf);
  const aggregate = leaf.find((token, at) => isAggregate(token) && isSymbol(leaf[at + 1], '('));
  const subject = aggregate === undefined ? columns[0] : `${aggregate.value.toLowerCase()}()`;
  if (subject === undefined) return undefined;
  const isJoin = columns.length === 2 && leaf.some((token) => isSymbol(token, '='));
  if (aggregate === undefined && isJoin) return undefined;
  return { subject, test: testOf(leaf) };
}

/** True for the name of a function that makes one value of many. */
export function isAggregate(token: SqlToken): boolean {
  return isWord(
    token,
    'COUNT',
    'SUM',
    'AVG',
    'MIN',
    'MAX',
    'MEDIAN',
    'PERCENTILE_CONT',
    'QUANTILE_CONT',
  );
}

function testOf(leaf: Tokens): string {
  const isMoment = leaf.some(
    (token, at) =>
      isWord(token, 'CURRENT_DATE', 'CURRENT_TIMESTAMP', 'NOW') ||
      (isWord(token, 'DATE', 'TIMESTAMP') && leaf[at + 1]?.kind === 'text'),
  );
  if (isMoment) return moment;
  const operators = leaf
    .filter((token) => isComparison(token) || isWord(token, 'NOT', 'LIKE', 'IN', 'BETWEEN', 'NULL'))
    .map((token) => operatorOf(token));
  const values = leaf.filter(
    (token, at) => token.kind === 'text' || token.kind === 'number' || isQuotedText(leaf, at),
  );
  const nested = leaf.some((token) => token.value === nestedMark) ? [nestedMark] : [];
  const shown = [...operators, ...values.map(valueOf).toSorted(), ...nested].join(' ');
  return shown === '' ? '= true' : shown;
}

function operatorOf(token: SqlToken): string {
  if (token.value === '==') return '=';
  return token.value === '!=' ? '<>' : token.value.toLowerCase();
}

function valueOf(token: SqlToken): string {
  return token.kind === 'number' ? String(Number(token.value)) : token.value.toLowerCase();
}
