import { joinWords, nearestNames, type CatalogTable, type Query } from '@ai-etl/core';
import type { Choice } from '../../plan-types.ts';
import { isMoment } from '../../link/link-column.ts';
import { isMeasure } from '../../query/table-facts.ts';
import { explainQuery, type Language } from '../explain/explain-query.ts';
import { tellApart } from '../explain/tell-apart.ts';
import type { Form } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';
import type { Decline } from './decline.ts';
import { messagesIn } from './messages.ts';
import type { Clarification, OfferedChoice, OfferedReading } from './outcome.ts';
import type { Tried } from './try-candidates.ts';

const mostChoices = 8;
const mostNames = 20;
const longestWords = 40;

/** What is asked back where a question cannot be answered as it stands. */
export function clarify(
  decline: Decline,
  { index, language }: { readonly index: SchemaIndex; readonly language: Language },
): Clarification {
  const say = messagesIn(language);
  const { tables } = index.schema;
  const names = tables.slice(0, mostNames).map(({ object }) => object.name);
  const listed = names.join(', ');
  const ofTables = tables.slice(0, mostChoices).map(({ object: { name } }): Choice => ({
    value: name,
    label: say.rowsOf(name),
    because: say.because.table,
  }));
  switch (decline.kind) {
    case 'unknown': {
      const words = decline.words.slice(0, 5).map((one) => `"${one.slice(0, longestWords)}"`);
      const near = decline.words.flatMap((one) => nearestNames(one, namesOf(tables))).slice(0, 5);
      return asked(say.unknown(joinWords(words, 'and'), near.join(', '), listed));
    }
    case 'nothing':
      return asked(say.nothing(listed), ofTables);
    case 'pronoun':
      return asked(say.pronoun(decline.word, listed), ofTables);
    case 'rank':
    case 'order':
      return asked(say[decline.kind], sortKeys(decline.form, index, language));
    case 'asker':
      return asked(say.asker(decline.word));
    case 'half':
    case 'degree':
      return asked(say[decline.kind]);
    case 'why':
      return asked(say.why);
    case 'unbuilt':
      return asked(say.failed);
  }
}

/** Two readings whose rows differ, and nothing that tells them apart; null where the words leave open more than one thing. */
export function askBetween(
  [first, second]: readonly [Tried, Tried],
  {
    language,
    meanings,
  }: { readonly language: Language; readonly meanings: ReadonlyMap<Query, Query> },
): Clarification | null {
  const say = messagesIn(language);
  const readings = [first, second].map(({ candidate: { query }, found }): OfferedReading => ({
    query,
    meaning: meanings.get(query) ?? query,
    explanation: explainQuery(query, language),
    found,
  }));
  const apart = tellApart(first.candidate.query, second.candidate.query, language);
  if (apart === null) return null;
  const { left, right } = apart;
  const choices = [left, right].map((value, at): OfferedChoice => ({
    value,
    label: value,
    because: say.because.reading,
    meaning: readings[at]?.meaning ?? null,
  }));
  return { question: say.tie(left, right), choices, readings };
}

export function asked(question: string, choices: readonly Choice[] = []): Clarification {
  const inWords = choices.map((one) => ({ ...one, meaning: null }));
  return { question, choices: inWords, readings: [] };
}

/** What rows of the table asked about may be ranked by: its numbers and moments, and how many rows belong to each. */
function sortKeys(form: Form, index: SchemaIndex, language: Language): readonly Choice[] {
  const say = messagesIn(language);
  const table = form.entity?.alternatives[0]?.what;
  if (table === undefined) return [];
  const own = table.columns
    .filter((column) => isMeasure(column, table) || isMoment(column))
    .map(({ name }) => name);
  const counted = index.edges
    .filter(({ one }) => one === table)
    .map(({ many }) => say.numberOf(many.object.name));
  return [...new Set([...own, ...counted])].slice(0, mostChoices).map((value) => ({
    value,
    label: value,
    because: say.because.column,
  }));
}

function namesOf(tables: readonly CatalogTable[]): readonly string[] {
  return tables.flatMap(({ object, columns }) => [object.name, ...columns.map(({ name }) => name)]);
}
