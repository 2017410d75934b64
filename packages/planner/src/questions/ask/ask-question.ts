import { AiEtlError, type Query } from '@ai-etl/core';
import { explainQuery, languageOf, type Language } from '../explain/explain-query.ts';
import type { Candidate, QuestionReader } from '../question-reader.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import { askBetween, asked, clarify } from './ask-back.ts';
import { assumptionsOf } from './assumptions.ts';
import { confidenceOf } from './confidence.ts';
import type { Decline } from './decline.ts';
import { refuseQuestion } from './guard-question.ts';
import { messagesIn } from './messages.ts';
import type { Answered, AskOutcome, RunTrial } from './outcome.ts';
import { namesNotFound } from './names-not-found.ts';
import { momentAssumption, otherMoment } from './other-moment.ts';
import {
  offerChoices,
  withMeanings,
  type ChoiceMeaning,
  type ChoiceRequest,
} from './offer-choices.ts';
import { readMeanings } from './read-meanings.ts';
import { settleRows } from './settle-rows.ts';
import { isEmpty, tryCandidates, type Tried } from './try-candidates.ts';

/** Longest question that is read, in characters. */
export const maxQuestionLength = 2000;

export interface AskRequest {
  readonly question: string;
  /** Of the schema that is asked, with its values and the project's own words. */
  readonly reader: QuestionReader;
  /** Absent: nothing can be run, and names alone decide. */
  readonly run?: RunTrial;
  /** Rows listed when the words set no limit, and then the same ones each time; absent: all. */
  readonly listLimit?: number;
}

const mostAlternatives = 2;

/**
 * A plain question, English or Russian, to a read-only query; or a question back, or a refusal. The
 * best readings are run where they can be: what fails drops out, what finds nothing loses, equal rows
 * count once, and readings that are nearly as good and find other rows are asked about. The same question over
 * the same schema and data gives the same query. Throws VALIDATION_ERROR for an empty or too long question.
 */
export async function askQuestion(request: AskRequest): Promise<AskOutcome> {
  const { question, reader } = request;
  checkQuestion(question);
  const refused = refuseQuestion(question);
  if (refused !== null) return { kind: 'refused', reason: refused };
  if (reader.index.schema.tables.length === 0) {
    return unclear(asked(messagesIn(languageOf(question)).noTables));
  }
  return read(request);
}

/**
 * The answer to a choice of a question back: the reading of the same question that `isChosen` knows, by what it
 * means whatever number of rows is listed. Nothing has to be run. Null: it is not among those that the words offer
 * now. Throws as `askQuestion` does.
 */
export function answerChoice(
  request: Omit<AskRequest, 'run'>,
  isChosen: (meaning: Query) => boolean,
): Answered | null {
  const { question, reader } = request;
  checkQuestion(question);
  if (refuseQuestion(question) !== null) return null;
  const language = languageOf(question);
  const { candidates, decline } = readMeanings(question, reader);
  const chosen =
    decline === null
      ? candidates.find(({ query }) => isChosen(query))
      : offeredFor(decline, { question, reader, language })
          .flatMap(({ candidate }) => candidate ?? [])
          .find(({ query }) => isChosen(query));
  if (chosen === undefined) return null;
  const best: Tried = { candidate: settled(chosen, request), score: chosen.score, found: null };
  return answerOf(best, { tried: [best], reader, language });
}

async function read(request: AskRequest): Promise<AskOutcome> {
  const { question, reader, run } = request;
  const language = languageOf(question);
  const { index } = reader;
  const { candidates, decline } = readMeanings(question, reader);
  if (decline !== null) {
    if (decline.kind === 'unknown') return unanswerable(decline.words, { index, language });
    const clarification = clarify(decline, { index, language });
    const choices = withMeanings(offeredFor(decline, { question, reader, language }));
    return unclear({ ...clarification, choices });
  }
  const ready = candidates.map((one) => settled(one, request));
  const meanings = new Map(ready.map((one, at) => [one.query, candidates[at]?.query ?? one.query]));
  const tried = await tryCandidates(ready, run ?? null);
  const [best, next] = tried;
  if (best === undefined) return unclear(asked(messagesIn(language).failed));
  const names = namesNotFound(best);
  if (names.length > 0) return unanswerable(names, { index, language });
  const between =
    next !== undefined && isTie(best, next, index)
      ? askBetween([best, next], { language, meanings })
      : null;
  return between === null ? answerOf(best, { tried, reader, language }) : unclear(between);
}

function offeredFor(
  decline: Decline,
  request: Omit<ChoiceRequest, 'decline'>,
): readonly ChoiceMeaning[] {
  const { index } = request.reader;
  const { choices } = clarify(decline, { index, language: request.language });
  return offerChoices(choices, { ...request, decline });
}

/** With the rows that are listed where the words set no limit. */
function settled<One extends Candidate>(
  one: One,
  { listLimit, reader }: Pick<AskRequest, 'listLimit' | 'reader'>,
): One {
  return listLimit === undefined
    ? one
    : { ...one, query: settleRows(one.query, listLimit, reader.index.schema) };
}

function answerOf(
  { candidate }: Tried,
  {
    tried,
    reader: { index },
    language,
  }: {
    readonly tried: readonly Tried[];
    readonly reader: QuestionReader;
    readonly language: Language;
  },
): Answered {
  const { query } = candidate;
  return {
    kind: 'answered',
    query,
    explanation: explainQuery(query, language),
    assumptions: [
      ...assumptionsOf(candidate, { index, language }),
      ...momentAssumption(
        query,
        tried.slice(1).map((one) => one.candidate.query),
        { index, language },
      ),
    ],
    confidence: confidenceOf(tried),
    alternatives: tried.slice(1, 1 + mostAlternatives).map((one) => ({
      query: one.candidate.query,
      explanation: explainQuery(one.candidate.query, language),
      found: one.found,
    })),
  };
}

/** Two readings that find different rows, and neither of which is the better one; which date counts is told, not asked. */
function isTie(best: Tried, next: Tried, index: SchemaIndex): boolean {
  const { tie, tieUnseen } = weights.choose;
  const margin = best.score - next.score;
  if (best.found === null || next.found === null) return margin < tieUnseen;
  return (
    margin < tie &&
    !isEmpty(best.found) &&
    !isEmpty(next.found) &&
    otherMoment(best.candidate.query, next.candidate.query, index) === null
  );
}

function unanswerable(
  words: readonly string[],
  told: { readonly index: SchemaIndex; readonly language: Language },
): AskOutcome {
  const clarification = clarify({ kind: 'unknown', words }, told);
  return { kind: 'unanswerable', words, clarification, assumptions: [] };
}

function unclear(clarification: ReturnType<typeof asked>): AskOutcome {
  return { kind: 'unclear', clarification, assumptions: [] };
}

function checkQuestion(question: string): void {
  const problem =
    question.trim() === ''
      ? 'Ask in one sentence, for example "How many orders came in last month?".'
      : question.length > maxQuestionLength
        ? `It has ${question.length} characters; at most ${maxQuestionLength} are read.`
        : null;
  if (problem === null) return;
  throw new AiEtlError('VALIDATION_ERROR', 'The question cannot be used.', {
    details: [{ field: 'question', error: problem }],
  });
}
