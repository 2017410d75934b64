import type { Query } from '@ai-etl/core';
import { nameWords } from '../../link/name-words.ts';
import type { Choice } from '../../plan-types.ts';
import type { Language } from '../explain/explain-query.ts';
import type { Candidate, QuestionReader } from '../question-reader.ts';
import { splitWords } from '../words.ts';
import { pronouns, type Decline } from './decline.ts';
import { readMeanings } from './read-meanings.ts';

/** A choice of a question back, and what the question means with it: null where that is not clear either. */
export interface ChoiceMeaning {
  readonly choice: Choice;
  readonly candidate: Candidate | null;
}

export interface ChoiceRequest {
  readonly question: string;
  readonly reader: QuestionReader;
  readonly language: Language;
  readonly decline: Decline;
}

/** Reads the question once more for each choice, in the words that it stands for. Pure: the same each time. */
export function offerChoices(
  choices: readonly Choice[],
  request: ChoiceRequest,
): readonly ChoiceMeaning[] {
  return choices.map((choice) => ({ choice, candidate: meaningOf(choice, request) }));
}

/** The queries that choices mean, beside their words. */
export function withMeanings(
  offered: readonly ChoiceMeaning[],
): readonly (Choice & { readonly meaning: Query | null })[] {
  return offered.map(({ choice, candidate }) => ({ ...choice, meaning: candidate?.query ?? null }));
}

function meaningOf(choice: Choice, request: ChoiceRequest): Candidate | null {
  for (const words of saidWith(choice, request)) {
    const { candidates, decline } = readMeanings(words, request.reader);
    const [best] = candidates;
    if (best === undefined || decline !== null) continue;
    if (!isSorting(request.decline) || best.query.orderBy.length > 0) return best;
  }
  return null;
}

function isSorting({ kind }: Decline): boolean {
  return kind === 'rank' || kind === 'order';
}

/**
 * "Who are the top doctors?" and `hired_on`: "Who are the top doctors by hired on"; "How many of them?" and
 * `visits`: "How many of visits?". Where the first words make no query, the next ones are read.
 */
function saidWith(
  { value, label }: Choice,
  { question, language, decline }: ChoiceRequest,
): readonly string[] {
  switch (decline.kind) {
    case 'nothing':
    case 'pronoun': {
      const words = splitWords(question);
      const stands = words.find(({ lower }) => pronouns.has(lower));
      if (stands === undefined) return decline.kind === 'nothing' ? [label] : [];
      return [`${question.slice(0, stands.start)}${value}${question.slice(stands.end)}`];
    }
    case 'rank':
    case 'order': {
      const said = value.includes(' ') ? value : nameWords(value).join(' ');
      const by = language === 'ru' ? 'по' : 'by';
      return [`${question.trim().replace(/[\s?.!…]+$/u, '')} ${by} ${said}`];
    }
    default:
      return [];
  }
}
