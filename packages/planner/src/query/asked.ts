import type { Assumption, CatalogColumn, CatalogTable, GlossaryTerm } from '@ai-etl/core';
import { openReading, type Reading } from '../parse/reading.ts';
import { lookUp } from '../lexicon/lexicon.ts';
import { scan } from '../text/scan.ts';
import { fold } from '../text/tokenise.ts';
import type { Token } from '../text/token.ts';
import { findPath, joinEdges, type JoinEdge } from './join-graph.ts';
import { findMentions, type Candidate, type Mention } from './mentions.ts';
import type { ColumnRef } from './question-ir.ts';
import type {
  KnownValue,
  QuestionBack,
  QuestionLanguage,
  QuestionRequest,
  QuestionSchema,
  ValueLookup,
} from './question-types.ts';

/** A question being read: its tokens, what they name, and what came up. */
export interface Asked {
  readonly reading: Reading;
  readonly language: QuestionLanguage;
  readonly schema: QuestionSchema;
  readonly values: readonly KnownValue[];
  readonly glossary: readonly GlossaryTerm[];
  readonly edges: readonly JoinEdge[];
  mentions: readonly Mention[];
  /** Tables that the words name. */
  readonly named: Set<CatalogTable>;
  readonly assumptions: Assumption[];
  readonly open: QuestionBack[];
  readonly lookups: ValueLookup[];
}

/** Opens a question; nothing of it is claimed. */
export function openQuestion({
  question: text,
  schema,
  values = [],
  glossary = [],
}: QuestionRequest): Asked {
  const language: QuestionLanguage = /\p{Script=Cyrillic}{3}/u.test(text) ? 'ru' : 'en';
  // "top-10" is "top 10".
  const spaced = text.replaceAll(/(?<=(?:^|\s)(?:top|топ))[-–](?=\d)/giu, ' ');
  return {
    reading: openReading(spaced, tokensOf(spaced)),
    language,
    schema,
    values,
    glossary,
    edges: joinEdges(schema),
    mentions: [],
    named: new Set(),
    assumptions: [],
    open: [],
    lookups: [],
  };
}

/** Links the tokens that nobody has claimed, and notes the tables among them. */
export function linkMentions(asked: Asked): void {
  const { tokens, claimed } = asked.reading;
  asked.mentions = findMentions(tokens, claimed, asked);
  for (const { candidates } of asked.mentions) {
    const [best] = candidates;
    if (best?.kind === 'table') asked.named.add(best.table);
    if (best?.kind === 'column' && best.saysTable) asked.named.add(best.table);
  }
}

/** The mention that begins at a free token. */
export function mentionAt(asked: Asked, at: number): Mention | null {
  const mention = asked.mentions.find((one) => one.start === at) ?? null;
  return mention !== null && isFree(asked, mention) ? mention : null;
}

/** Whether nobody has claimed any of a mention's tokens. */
export function isFree({ reading }: Asked, { start, end }: Mention): boolean {
  for (let at = start; at < end; at += 1) if (reading.claimed[at] !== 0) return false;
  return true;
}

/** The table a mention means, when that is its best reading. */
export function tableOf(mention: Mention | null): CatalogTable | null {
  const [best] = mention?.candidates ?? [];
  if (best?.kind === 'table') return best.table;
  const other = mention?.candidates.find((one) => one.kind === 'table');
  return other?.kind === 'table' && other.score >= 0.95 ? other.table : null;
}

/** Closer than this, two columns are as good as each other. */
const near = 0.06;

/**
 * The column a mention means, among those that fit: best named, nearest to the tables that the
 * words name. Between equals one is taken, and the others are told.
 */
export function columnOf(
  asked: Asked,
  mention: Mention | null,
  fits: (column: CatalogColumn, table: CatalogTable) => boolean = () => true,
): ColumnRef | null {
  if (mention?.candidates[0]?.kind === 'value') return null;
  const columns = (mention?.candidates ?? []).filter(
    (one): one is Extract<Candidate, { kind: 'column' }> =>
      one.kind === 'column' && fits(one.column, one.table),
  );
  const ranked = columns
    .map((one) => ({ ...one, rank: one.score - 0.2 * distance(asked, one.table) }))
    .sort((a, b) => b.rank - a.rank);
  const [best, second] = ranked;
  if (best === undefined || mention === null) return null;
  if (second !== undefined && best.rank - second.rank < near) {
    asked.assumptions.push({
      path: 'column',
      value: nameOf(best),
      because: `"${mention.words}" may mean several columns`,
      alternatives: ranked
        .slice(1, 6)
        .filter((one) => best.rank - one.rank < near)
        .map(nameOf),
    });
  } else if (best.score < 0.8) {
    asked.assumptions.push({
      path: 'column',
      value: nameOf(best),
      because: `"${mention.words}" is nearest to it`,
      alternatives: ranked.slice(1, 4).map(nameOf),
    });
  }
  return { table: best.table, column: best.column };
}

/** How many joins a table is away from those that the words name; 0 when they name none. */
export function distance(asked: Asked, table: CatalogTable): number {
  if (asked.named.size === 0 || asked.named.has(table)) return 0;
  const path = findPath(asked.edges, [...asked.named], table, () => 0);
  return path === null ? 5 : path.length;
}

/** `orders.status` */
export function nameOf({ table, column }: ColumnRef): string {
  return `${table.object.name}.${column.name}`;
}

/** Tells which column was taken, and at most four others that may be meant. */
export function assumeColumn(
  asked: Asked,
  [taken, ...others]: readonly [ColumnRef, ...ColumnRef[]],
  { path, because }: Pick<Assumption, 'path' | 'because'>,
): void {
  const alternatives = others.slice(0, 4).map(nameOf);
  asked.assumptions.push({ path, value: nameOf(taken), because, alternatives });
}

/** The words of tokens [from, to), with single spaces. */
export function wordsOf({ reading }: Asked, from: number, to: number): string {
  return reading.tokens
    .slice(from, to)
    .map(({ text }) => text)
    .join(' ');
}

function tokensOf(text: string): Token[] {
  return scan(text).flatMap((raw): Token[] => {
    const lower = fold(raw.text);
    // "customer's orders", "best-selling"
    const word = lower.replace(/['’]s?$/u, '');
    const token: Token = { ...raw, lower: word, senses: raw.quoted ? [] : lookUp(word) };
    return [token];
  });
}
