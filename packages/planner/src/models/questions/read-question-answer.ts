import { readQueryDraft, type Diagnostic, type Query } from '@ai-etl/core';
import type { QuestionSchema } from '../../query/question-types.ts';
import { findQuote } from '../find-quote.ts';
import type { ReadAnswer } from '../model-use.ts';
import { shorten } from '../pipelines/problems.ts';
import { QuestionAnswer } from './question-answer.ts';
import { withoutNulls } from './strict-schema.ts';

/** What a model made of a question. */
export type ReadByModel =
  | { readonly kind: 'query'; readonly query: Query }
  /** Words of the question that the tables say nothing of. */
  | { readonly kind: 'missing'; readonly words: readonly string[] };

export interface QuestionReading {
  readonly question: string;
  readonly schema: QuestionSchema;
  /** What is wrong with a query beyond its shape and types: that its dialect cannot say it. */
  readonly check?: (query: Query) => readonly Diagnostic[];
}

/**
 * The guard of questions. A query is taken only as plain data over the tables that the caller may ask, with
 * every name found and every type right: whatever a name or a comment talked the model into, it can
 * read nothing else and change nothing. What the question says in numbers must be in it, and words
 * that are missing are the question's own. Problems are for the model.
 */
export function readQuestionAnswer(
  answer: unknown,
  { question, schema, check }: QuestionReading,
): ReadAnswer<ReadByModel> {
  const parsed = QuestionAnswer.safeParse(answer);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.map(String).join('.') || 'the object'}: ${message}`,
    );
    return { ok: false, problems };
  }
  const { query: draft, missing } = parsed.data;
  if (draft === null || draft === undefined) return readMissing(missing, question);
  const read = readQueryDraft(withoutNulls(draft), schema);
  if (!read.ok) return { ok: false, problems: read.diagnostics.map(wordForTheModel) };
  const { query } = read;
  const problems = [
    ...numbersLeftOut(question, query),
    ...(check?.(query) ?? []).map(wordForTheModel),
  ];
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: { kind: 'query', query } };
}

function readMissing(missing: readonly string[], question: string): ReadAnswer<ReadByModel> {
  if (missing.length === 0) {
    return {
      ok: false,
      problems: ['query: is needed, or "missing" quotes the words that no table is about.'],
    };
  }
  const found = missing.map((words) => ({ words, quote: findQuote(question, words) }));
  const strange = found.filter(({ quote }) => quote === null);
  return strange.length > 0
    ? {
        ok: false,
        problems: strange.map(
          ({ words }) => `missing: "${shorten(words)}" is not in the question. Copy its words.`,
        ),
      }
    : {
        ok: true,
        value: { kind: 'missing', words: found.flatMap(({ quote }) => quote?.text ?? []) },
      };
}

/** "over 500" that is nowhere in the query was talked away, or forgotten. */
function numbersLeftOut(question: string, query: Query): readonly string[] {
  const written = JSON.stringify(query);
  const said = question.match(/(?<![\p{L}\p{N}_.])\d+(?:\.\d+)?(?![\p{L}\p{N}_])/gu) ?? [];
  return [...new Set(said)]
    .filter((number) => !written.includes(number))
    .slice(0, 5)
    .map((number) => `query: the number ${number} of the question is nowhere in it.`);
}

function wordForTheModel({ code, path, message, hint }: Diagnostic): string {
  return `${path === '' ? 'query' : path} (${code}): ${message}${hint === undefined ? '' : ` ${hint}`}`;
}
