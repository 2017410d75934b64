import type { CatalogTable } from '@ai-etl/core';
import { lemma } from '../../lexicon/lemma.ts';
import { areSynonyms } from '../../lexicon/synonyms.ts';
import { coreWords, nameWords } from '../../link/name-words.ts';
import type { PlannerConnection, PlannerContext } from '../../plan-types.ts';
import { fold } from '../../text/tokenise.ts';
import { estimateTokens } from '../language-model.ts';
import type { ColumnSample, ModelPorts } from '../model-ports.ts';
import { fullLine, nameLine, shownComment } from './describe-table.ts';

/** What of schemas a prompt may show. */
export interface ShownSchema {
  readonly budgetTokens: number;
  /** Absent: no value leaves. */
  readonly sampleValues?: ModelPorts['sampleValues'];
}

/** What a project's models may be shown. */
export function shownBy({ schemaTokens, sampleValues }: ModelPorts): ShownSchema {
  return { budgetTokens: schemaTokens, ...(sampleValues === undefined ? {} : { sampleValues }) };
}

/** Lines of a prompt. */
export interface RelevantTables {
  readonly lines: readonly string[];
  /**
   * Those in full. An answer is remembered by them: that somebody made another table, which no word
   * of the text means, makes it no other answer.
   */
  readonly linked: readonly string[];
}

/** Of the budget, for tables in full; the rest is for names alone. */
const fullShare = 0.8;
/** Of the budget, at most, for values. */
const valueShare = 0.25;
/** Tables of which values are shown. */
const mostSampled = 8;

/**
 * The part of the schema that the words may mean, as lines, within a budget of tokens: tables that share
 * words with the text with their columns, best first, then names of others. No statistic, and values only of the
 * best tables where they may be shown at all.
 */
export async function relevantTables(
  text: string,
  { connections }: Pick<PlannerContext, 'connections'>,
  { budgetTokens, sampleValues }: ShownSchema,
): Promise<RelevantTables> {
  const ranked = rankTables(text, connections);
  const samplesOf = await readSamples(ranked, sampleValues);
  const lines: string[] = [];
  const linked: string[] = [];
  let left = budgetTokens;
  let leftForValues = budgetTokens * valueShare;
  const take = (line: string, keep: number): boolean => {
    const cost = estimateTokens(line) + 1;
    if (cost > left - keep) return false;
    left -= cost;
    lines.push(line);
    return true;
  };
  for (const { connection, table, score } of ranked) {
    const keep = budgetTokens * (1 - fullShare);
    const plain = fullLine(connection, table);
    const withValues = fullLine(connection, table, samplesOf(table));
    const costOfValues = estimateTokens(withValues) - estimateTokens(plain);
    if (score > 0 && costOfValues > 0 && costOfValues <= leftForValues && take(withValues, keep)) {
      leftForValues -= costOfValues;
      linked.push(withValues);
      continue;
    }
    if (score > 0 && take(plain, keep)) linked.push(plain);
    else if (!take(nameLine(connection, table), 0)) break;
  }
  return { lines, linked };
}

interface RankedTable {
  readonly connection: PlannerConnection;
  readonly table: CatalogTable;
  readonly score: number;
}

function rankTables(
  text: string,
  connections: readonly PlannerConnection[],
): readonly RankedTable[] {
  const said = [...new Set(text.split(/[^\p{L}\p{N}]+/u).flatMap((word) => saidWords(word)))];
  const known = new Map<string, number>();
  const scoreWord = (word: string): number => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const score = said.includes(word) ? 1 : said.some((one) => areSynonyms(one, word)) ? 0.8 : 0;
    known.set(word, score);
    return score;
  };
  return connections
    .flatMap((connection) =>
      (connection.catalog?.tables ?? []).map((table) => ({
        connection,
        table,
        score: scoreTable(table, scoreWord),
      })),
    )
    .toSorted((a, b) => b.score - a.score);
}

/** Values of the best tables, by table; nobody is asked where none may be shown. */
async function readSamples(
  ranked: readonly RankedTable[],
  sampleValues: ShownSchema['sampleValues'],
): Promise<(table: CatalogTable) => readonly ColumnSample[]> {
  if (sampleValues === undefined) return () => [];
  const best = ranked.filter(({ score }) => score > 0).slice(0, mostSampled);
  const found = await Promise.all(
    best.map(async ({ connection, table }) => {
      const schema = table.object.schema ?? connection.catalog?.defaultSchema ?? '';
      const place = { connectionId: connection.id, schema, table: table.object.name };
      return [table, await sampleValues(place)] as const;
    }),
  );
  const byTable = new Map(found);
  return (table) => byTable.get(table) ?? [];
}

function saidWords(word: string): readonly string[] {
  return word === '' ? [] : [lemma(fold(word)), ...nameWords(word)];
}

function scoreTable(table: CatalogTable, scoreWord: (word: string) => number): number {
  const mean = (words: readonly string[]): number =>
    words.reduce((sum, word) => sum + scoreWord(word), 0) / Math.max(1, words.length);
  const columns = table.columns.reduce((sum, { name }) => sum + mean(nameWords(name)), 0);
  const comment = mean(nameWords((table.comment ?? '').slice(0, shownComment)));
  const own = [...(table.aliases ?? []), ...(table.namedConditions ?? []).map(({ term }) => term)];
  const called = Math.max(0, ...own.map((alias) => mean(nameWords(alias))));
  return (
    Math.max(mean(coreWords(table.object.name)), called) * 4 + Math.min(columns, 5) * 0.5 + comment
  );
}
