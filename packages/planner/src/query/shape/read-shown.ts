import { isNumeric, type CatalogTable } from '@ai-etl/core';
import { claim } from '../../parse/reading.ts';
import { columnOf, isFree, tableOf, type Asked } from '../asked.ts';
import { matchPhrase } from '../phrases.ts';
import type { ColumnRef } from '../question-ir.ts';
import { askWords, distinctWords } from '../question-words.ts';

/** What is to be shown. */
export interface Shown {
  readonly columns: readonly ColumnRef[];
  readonly tables: readonly CatalogTable[];
  /** "what cities …": the different values of a column are asked for. */
  readonly asked: boolean;
}

/** What is left: tables and columns to show. */
export function readShown(asked: Asked): Shown {
  const { reading } = asked;
  const columns: ColumnRef[] = [];
  const tables: CatalogTable[] = [];
  let asks = false;
  for (const mention of asked.mentions) {
    if (!isFree(asked, mention)) continue;
    const [best] = mention.candidates;
    const table = tableOf(mention);
    if (table !== null && (best?.kind !== 'column' || best.score <= 1)) {
      if (!tables.includes(table)) tables.push(table);
    } else {
      const ref = columnOf(asked, mention);
      if (ref === null) continue;
      const follows = [1, 2].some(
        (back) => matchPhrase(reading, mention.start - back, askWords) > 0,
      );
      if (columns.length === 0 && follows && !isNumeric(ref.column.type)) asks = true;
      if (!columns.some((one) => one.column === ref.column && one.table === ref.table))
        columns.push(ref);
    }
    claim(reading, mention.start, mention.end);
  }
  return { columns, tables, asked: asks };
}

/** Whether the words ask for different values; claims the first such word. */
export function claimDistinct(asked: Asked): boolean {
  const { reading } = asked;
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const length = matchPhrase(reading, at, distinctWords);
    if (length === 0) continue;
    claim(reading, at, at + length);
    return true;
  }
  return false;
}
