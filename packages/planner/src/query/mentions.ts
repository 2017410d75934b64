import type { CatalogColumn, CatalogTable, GlossaryTerm } from '@ai-etl/core';
import { glossaryCandidates } from './glossary-candidates.ts';
import { lemma } from '../lexicon/lemma.ts';
import { areSynonyms } from '../lexicon/synonyms.ts';
import { eventColumns, isMoment } from '../link/link-column.ts';
import { coreWords, nameWords } from '../link/name-words.ts';
import { acceptable, scoreName } from '../link/score-name.ts';
import type { Token } from '../text/token.ts';
import { fillerWords } from './question-words.ts';
import type { KnownValue, QuestionSchema } from './question-types.ts';
import { isKeyLike, labelColumns } from './table-facts.ts';
import { describedValues } from './described-values.ts';

/** What words may mean in a schema. */
export type Candidate =
  | { readonly kind: 'table'; readonly table: CatalogTable; readonly score: number }
  | {
      readonly kind: 'column';
      readonly table: CatalogTable;
      readonly column: CatalogColumn;
      /** The words name the table too: "customer city". */
      readonly saysTable: boolean;
      readonly score: number;
    }
  | {
      readonly kind: 'value';
      readonly table: CatalogTable;
      readonly column: CatalogColumn;
      readonly value: string;
      /** Seen in the data or listed in a comment. */
      readonly known: boolean;
      readonly score: number;
    };

/** Tokens [start, end) that name something of the schema. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly words: string;
  /** Best first. */
  readonly candidates: readonly Candidate[];
}

const longest = 4;

/** What words are linked to. */
export interface LinkedTo {
  readonly schema: QuestionSchema;
  readonly values: readonly KnownValue[];
  readonly glossary: readonly GlossaryTerm[];
}

/** Finds what the tokens name, longest names first, from left to right. Claimed tokens are passed by. */
export function findMentions(
  tokens: readonly Token[],
  claimed: Uint8Array,
  { schema, values, glossary }: LinkedTo,
): readonly Mention[] {
  const link = makeLinker({ schema, values, glossary });
  const mentions: Mention[] = [];
  let at = 0;
  while (at < tokens.length) {
    const mention = mentionAt(tokens, claimed, { at, link });
    if (mention === null) at += 1;
    else {
      mentions.push(mention);
      at = mention.end;
    }
  }
  return mentions;
}

/** Words for anything that can be counted: they name nothing. */
const vague =
  /^(?:numbers|figures|stats|statistics|metrics?|kpis?|показател\S*|цифры|цифр|статистик\S*)$/u;

type Linker = (words: readonly string[], spoken: string) => readonly Candidate[];

function mentionAt(
  tokens: readonly Token[],
  claimed: Uint8Array,
  { at, link }: { readonly at: number; readonly link: Linker },
): Mention | null {
  let best: Mention | null = null;
  for (let length = 1; length <= longest; length += 1) {
    const part = tokens.slice(at, at + length);
    if (part.length < length || claimed[at + length - 1] !== 0) break;
    const last = part[length - 1];
    if (last === undefined || last.kind === 'mark' || last.kind === 'number') break;
    if (vague.test(last.lower) && !last.quoted) break;
    if (length === 1 && isFiller(last)) {
      // "total amount" may be a name; "the" never begins one.
      if (
        !/^(?:total|number|count|name|names|sum|first|last|top|order|orders|account|rank|group|list|record|place|detail|details|item|call|value|сумма|имя|название)$/u.test(
          last.lower,
        )
      )
        return null;
    } else if (
      isFiller(last) &&
      !/^(?:name|names|number|count|total|sum|amount|value|order|date)$/u.test(last.lower)
    )
      break;
    if (last.quoted && length > 1) break;
    const counts =
      length > 1 && /^(?:количеств\S*|число|числу|number|count)$/u.test(part[0]?.lower ?? '');
    const spoken = part.map((token) => token.text).join(' ');
    const words = part.flatMap((token) => nameWords(token.text));
    const candidates = link(words, spoken);
    const [first] = candidates;
    if (first === undefined) continue;
    const floor = counts ? 0.97 : length === 1 && isFiller(last) ? 0.95 : acceptable;
    if (first.score < floor) continue;
    // A longer name has to say more than the shorter one did.
    const gain = best === null ? 0 : (best.candidates[0]?.score ?? 0) - 0.32;
    if (first.score >= gain) {
      best = { start: at, end: at + length, words: spoken, candidates };
    }
  }
  return best;
}

function isFiller(token: Token): boolean {
  return !token.quoted && fillerWords.has(token.lower);
}

function makeLinker({ schema, values, glossary }: LinkedTo): Linker {
  const ownWords = glossaryCandidates(schema, glossary);
  const described = schema.tables.flatMap((table) =>
    table.columns.flatMap((column) =>
      describedValues(column).map((value) => ({ table, column, value })),
    ),
  );
  const seen = values.flatMap((one) => {
    const table = schema.tables.find(
      ({ object }) =>
        object.name === one.table && (object.schema ?? schema.defaultSchema) === one.schema,
    );
    const column = table?.columns.find(({ name }) => name === one.column);
    return table === undefined || column === undefined
      ? []
      : [{ words: one.words, value: one.value, table, column }];
  });
  return (words, spoken) => {
    if (words.length === 0) return [];
    const lower = spoken.toLowerCase();
    const found: Candidate[] = [...(ownWords.get(words.join(' ')) ?? [])];
    for (const table of schema.tables) {
      const { score } = scoreTable(words, table);
      if (score >= acceptable) found.push({ kind: 'table', table, score });
      const own = nameWords(table.object.name);
      const saysTable =
        words.length > 1 && own.every((part) => words.some((word) => areSynonyms(word, part)));
      for (const column of table.columns) {
        const scored = scoreMentioned(words, column, table);
        if (scored >= acceptable)
          found.push({ kind: 'column', table, column, saysTable, score: scored });
      }
    }
    for (const { table, column, value } of described) {
      if (value.toLowerCase() === lower || lemma(value.toLowerCase()) === lemma(lower)) {
        found.push({ kind: 'value', table, column, value, known: true, score: 0.97 });
      }
    }
    for (const { words: said, value, table, column } of seen) {
      if (said === lower)
        found.push({ kind: 'value', table, column, value, known: true, score: 0.99 });
    }
    return found.sort((a, b) => b.score - a.score || rankKind(a) - rankKind(b));
  };
}

function rankKind({ kind }: Candidate): number {
  return kind === 'table' ? 0 : kind === 'column' ? 1 : 2;
}

/** Comments describe tables too freely to name them. */
function scoreTable(words: readonly string[], table: CatalogTable): { score: number } {
  return scoreName(words, table.object.name);
}

/** "customer name" names full_name of customers; "amount" names total_amount; an id only when said. */
function scoreMentioned(
  words: readonly string[],
  column: CatalogColumn,
  table: CatalogTable,
): number {
  const saysKey = words.some((word) => ['id', 'identifier', 'key', 'ключ'].includes(word));
  if (isKeyLike(column, table) && !saysKey) {
    return words.join('_') === column.name.toLowerCase() ? 1 : 0;
  }
  const bare = column.name
    .replace(/_(?:at|on|ts|dt|time|date|flag|code)$/iu, '')
    .replace(/^(?:is|has)_/iu, '');
  const own = nameWords(table.object.name);
  const rest = words.filter((word) => !own.some((part) => areSynonyms(word, part)));
  const said = own.filter((part) => words.some((word) => areSynonyms(word, part))).length;
  const coverage = 0.85 + (0.15 * said) / Math.max(1, own.length);
  const inside =
    rest.length > 0 &&
    rest.length < words.length &&
    column.type.kind !== 'bool' &&
    !isMoment(column)
      ? Math.max(scoreWords(rest, column.name), scoreWords(rest, bare) * 0.97) * coverage
      : 0;
  // A comment that lists values describes these, not the column.
  const comment = describedValues(column).length > 0 ? undefined : column.comment;
  return Math.max(
    scoreName(words, column.name, comment).score,
    scoreWords(words, bare) * 0.95,
    scoreWords(words, column.name),
    inside * 0.95,
    scoreLabel(words, column, table),
    scoreMoment(words, { bare, column, table }),
  );
}

/** "sum" names total_amount: both of its words mean the same. */
function scoreWords(words: readonly string[], name: string): number {
  const core = coreWords(name);
  const fits = (a: string, b: string) => areSynonyms(a, b);
  const isAll =
    words.every((word) => core.some((part) => fits(word, part))) &&
    core.every((part) => words.some((word) => fits(word, part)));
  const exact = words.some((word) => core.includes(word));
  return Math.max(scoreName(words, name).score, isAll ? (exact ? 0.88 : 0.8) : 0);
}

/** "name" is what names a row, whatever the column is called. */
function scoreLabel(words: readonly string[], column: CatalogColumn, table: CatalogTable): number {
  const own = nameWords(table.object.name);
  const rest = words.filter((word) => !own.some((part) => areSynonyms(word, part)));
  const [only, ...more] = rest;
  if (only === undefined || more.length > 0 || !areSynonyms(only, 'name')) return 0;
  if (labelColumns(table)[0] !== column) return 0;
  return words.length > rest.length ? 0.97 : 1;
}

const dateWords: ReadonlySet<string> = new Set([
  'date',
  'day',
  'time',
  'дата',
  'даты',
  'дате',
  'время',
]);

/** "order date" is ordered_at, "hire date" is hired_on, "delivery date" is delivered_at. */
function scoreMoment(
  words: readonly string[],
  {
    bare,
    column,
    table,
  }: { readonly bare: string; readonly column: CatalogColumn; readonly table: CatalogTable },
): number {
  if (!isMoment(column) || !words.some((word) => dateWords.has(word))) return 0;
  const rest = words.filter((word) => !dateWords.has(word));
  if (rest.length === 0) return eventColumns(table)[0] === column ? 0.7 : 0;
  const stems = nameWords(bare);
  const akin = (word: string) =>
    stems.some((stem) => areSynonyms(word, stem) || sharedStem(word, stem));
  return rest.every(akin) ? 0.93 : 0;
}

function sharedStem(a: string, b: string): boolean {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at >= 4 && at >= Math.min(a.length, b.length) - 2;
}
