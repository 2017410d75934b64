import { walk, type Assumption, type Diagnostic, type Expression, type Query } from '@ai-etl/core';
import type { EngineUsed } from '../../plan-types.ts';
import { explainQuery, languageOf, type Language } from '../../questions/explain/explain-query.ts';
import { fold } from '../../text/tokenise.ts';
import { answerWithModel } from '../answer-with-model.ts';
import type { ModelPorts } from '../model-ports.ts';
import { shownBy } from '../pipelines/relevant-tables.ts';
import { questionAnswerSchema } from './question-answer.ts';
import { questionPrompt, questionPromptVersion, type AskedQuestion } from './question-prompt.ts';
import { readQuestionAnswer } from './read-question-answer.ts';

export interface AskModelRequest extends AskedQuestion {
  readonly models: ModelPorts;
  /** Findings on a query that its shape and types do not show: its dialect cannot say it. */
  readonly check?: (query: Query) => readonly Diagnostic[];
}

/** What a model made of a question, and who it was; or why the built-in reader is to answer. */
export type AskedModel =
  | {
      readonly kind: 'answered';
      readonly query: Query;
      /** Made from the query, in the question's language: no word of it is the model's. */
      readonly explanation: string;
      readonly assumptions: readonly Assumption[];
      readonly engine: EngineUsed;
    }
  | {
      readonly kind: 'unclear';
      /** In the question's language; its own words are quoted. */
      readonly question: string;
      readonly engine: EngineUsed;
    }
  | { readonly kind: 'none'; readonly engine: EngineUsed };

/**
 * Asks the configured models to read a question as a query over these tables. Never rejects for a model's
 * sake; the answer is cached by words, shown schema and model, and judged anew each time.
 */
export async function askModel(request: AskModelRequest): Promise<AskedModel> {
  const { question, schema, models, check } = request;
  const language = languageOf(question);
  const answer = await answerWithModel(
    {
      name: 'questions',
      promptVersion: questionPromptVersion,
      ...(await questionPrompt(request, shownBy(models))),
      schema: questionAnswerSchema,
      words: question,
      read: (given) =>
        readQuestionAnswer(given, { question, schema, ...(check === undefined ? {} : { check }) }),
    },
    models,
  );
  if (!answer.ok) {
    return { kind: 'none', engine: { engine: 'built-in', because: answer.because } };
  }
  const engine: EngineUsed = { engine: 'model', ...answer.by };
  const { value } = answer;
  if (value.kind === 'missing') {
    return { kind: 'unclear', question: missingIn(value.words, language), engine };
  }
  return {
    kind: 'answered',
    query: value.query,
    explanation: explainQuery(value.query, language),
    assumptions: unsaidValues(value.query, question, language),
    engine,
  };
}

function missingIn(words: readonly string[], language: Language): string {
  const quoted = words.slice(0, 5).map((one) => `"${one.slice(0, 60)}"`);
  return language === 'ru'
    ? `В этих таблицах нет ничего про ${quoted.join(', ')}. Что имеется в виду?`
    : `Nothing in these tables is about ${quoted.join(', ')}. What is meant?`;
}

/** Values that the question does not say so: `done` for "finished". */
function unsaidValues(query: Query, question: string, language: Language): Assumption[] {
  const said = fold(question);
  const values = new Set<string>();
  for (const expression of expressionsIn(query)) {
    walk(expression, (one) => {
      if (one.kind !== 'literal' || one.type !== 'text') return;
      const bare = fold(one.value).replaceAll('%', '');
      if (bare !== '' && !said.includes(bare)) values.add(one.value);
    });
  }
  const because =
    language === 'ru'
      ? 'вопрос так не говорит; значение выбрала языковая модель'
      : 'the question does not say so; a language model chose this value';
  return [...values]
    .slice(0, 10)
    .map((value) => ({ path: 'value', value, because, alternatives: [] }));
}

/** Conditions anywhere in a query: where values decide about rows. */
function expressionsIn(query: Query): readonly Expression[] {
  if (query.kind === 'set') return [...expressionsIn(query.left), ...expressionsIn(query.right)];
  const sources = [query.from, ...query.joins.map((join) => join.source), ...query.subqueries];
  return [
    ...query.where,
    ...query.having,
    ...query.joins.map((join) => join.on),
    ...sources.flatMap((source) => ('query' in source ? expressionsIn(source.query) : [])),
  ];
}
