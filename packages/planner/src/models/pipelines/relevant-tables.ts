import { describeObject, printColumnType, type CatalogTable } from '@ai-etl/core';
import { lemma } from '../../lexicon/lemma.ts';
import { areSynonyms } from '../../lexicon/synonyms.ts';
import { coreWords, nameWords } from '../../link/name-words.ts';
import type { PlannerConnection, PlannerContext } from '../../plan-types.ts';
import { fold } from '../../text/tokenise.ts';
import { estimateTokens } from '../language-model.ts';

/** Comments tell what a name does not; a few words do. */
const shownComment = 120;
/** Of the budget, for tables in full; the rest is for names alone. */
const fullShare = 0.8;

/**
 * The part of the schema that the words may mean, as lines, within a budget of tokens: tables that share
 * words with the text with their columns, best first, then names of others. No row and no statistic.
 */
export function relevantTables(
  text: string,
  { connections }: PlannerContext,
  budgetTokens: number,
): readonly string[] {
  const said = [...new Set(text.split(/[^\p{L}\p{N}]+/u).flatMap((word) => saidWords(word)))];
  const known = new Map<string, number>();
  const scoreWord = (word: string): number => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const score = said.includes(word) ? 1 : said.some((one) => areSynonyms(one, word)) ? 0.8 : 0;
    known.set(word, score);
    return score;
  };
  const ranked = connections
    .flatMap((connection) =>
      (connection.catalog?.tables ?? []).map((table) => ({
        connection,
        table,
        score: scoreTable(table, scoreWord),
      })),
    )
    .toSorted((a, b) => b.score - a.score);
  const lines: string[] = [];
  let left = budgetTokens;
  const take = (line: string, keep: number): boolean => {
    const cost = estimateTokens(line) + 1;
    if (cost > left - keep) return false;
    left -= cost;
    lines.push(line);
    return true;
  };
  for (const { connection, table, score } of ranked) {
    const full = score > 0 && take(fullLine(connection, table), budgetTokens * (1 - fullShare));
    if (!full && !take(nameLine(connection, table), 0)) break;
  }
  return lines;
}

function saidWords(word: string): readonly string[] {
  return word === '' ? [] : [lemma(fold(word)), ...nameWords(word)];
}

function scoreTable(table: CatalogTable, scoreWord: (word: string) => number): number {
  const mean = (words: readonly string[]): number =>
    words.reduce((sum, word) => sum + scoreWord(word), 0) / Math.max(1, words.length);
  const columns = table.columns.reduce((sum, { name }) => sum + mean(nameWords(name)), 0);
  const comment = mean(nameWords((table.comment ?? '').slice(0, shownComment)));
  return mean(coreWords(table.object.name)) * 4 + Math.min(columns, 5) * 0.5 + comment;
}

function nameLine(connection: PlannerConnection, { object }: CatalogTable): string {
  return `${JSON.stringify(connection.name)}: ${describeObject(object)}`;
}

function fullLine(connection: PlannerConnection, table: CatalogTable): string {
  const columns = table.columns.map(({ name, type, nullable, comment }) => {
    const key = table.primaryKey.includes(name) ? ' key' : '';
    const foreign = table.foreignKeys.find(
      (one) => one.columns.length === 1 && one.columns[0] === name,
    );
    const to = foreign === undefined ? '' : ` -> ${foreign.references.name}`;
    return `${name} ${printColumnType(type)}${key}${nullable ? '?' : ''}${to}${said(comment)}`;
  });
  return `${nameLine(connection, table)}${said(table.comment)} (${columns.join(', ')})`;
}

/** As a JSON string on one line, so that a comment cannot look like anything but a comment. */
function said(comment: string | undefined): string {
  return comment === undefined || comment === ''
    ? ''
    : ` ${JSON.stringify(comment.slice(0, shownComment))}`;
}
