import { lemma } from '../../lexicon/lemma.ts';
import { nameWords } from '../../link/name-words.ts';
import { acceptable, scoreName } from '../../link/score-name.ts';
import { has, type Token } from '../../text/token.ts';

/** Names of the pipeline that an instruction is about. */
export interface PlanNames {
  /** Of the tables that are read and written. */
  readonly tables: readonly string[];
  /** Of all columns on their way. */
  readonly columns: readonly string[];
}

/** Nouns for rows whatever the table. */
const rowNouns: ReadonlySet<string> = new Set(
  ['one', 'record', 'row', 'entry', 'line', 'строка', 'запись'].map((word) => lemma(word)),
);

/** Whether a word says of which rows: a table of the pipeline, or "rows". */
export function isTableNoun({ lower, text }: Token, { tables }: PlanNames): boolean {
  if (rowNouns.has(lemma(lower))) return true;
  return tables.some((table) => scoreName(nameWords(text), table).score >= acceptable);
}

/** Whether words name a column of the pipeline. */
export function isColumnName(name: string, { columns }: PlanNames): boolean {
  const spoken = nameWords(name);
  return columns.some(
    (column) =>
      column.toLowerCase() === name.toLowerCase() || scoreName(spoken, column).score >= acceptable,
  );
}

const grammar = [
  'from',
  'to',
  'at',
  'in',
  'on',
  'of',
  'for',
  'by',
  'with',
  'and',
  'or',
  'as',
  'where',
  'is',
  'determiner',
  'filler',
  'move',
  'refresh',
  'generic',
  'container',
  'all',
  'column_noun',
  'not',
  'only',
  'except',
  'drop',
] as const;

/** Small words that the lexicon has no sense for. */
const small: ReadonlySet<string> = new Set([
  'again',
  'back',
  'anymore',
  'more',
  'any',
  'longer',
  'out',
  'too',
  'either',
  'whose',
  'who',
  'which',
  'that',
  'are',
  'снова',
  'опять',
  'обратно',
  'больше',
  'которые',
  'который',
  'все',
  'еще',
  'по',
  'для',
  'при',
  'о',
  'об',
]);

/** Whether a word carries meaning by itself. */
export function isContent(token: Token): boolean {
  if (token.kind === 'mark') return false;
  if (token.quoted || token.kind !== 'word') return true;
  return !small.has(token.lower) && !grammar.some((tag) => has(token, tag));
}
