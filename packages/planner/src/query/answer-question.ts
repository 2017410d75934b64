import { AiEtlError } from '@ai-etl/core';
import { maxQuestionLength } from '../questions/ask/ask-question.ts';
import { buildQuery } from './build/build-query.ts';
import { explainQuery } from './explain-query.ts';
import { refuseQuestion } from '../questions/ask/guard-question.ts';
import { interpret } from './interpret.ts';
import type { QuestionOutcome, QuestionRequest } from './question-types.ts';

const defaultListLimit = 100;

/**
 * A plain question, English or Russian, to a read-only query over a schema; or a question back, or
 * a refusal. Pure: the same question over the same schema gives the same query. Throws
 * VALIDATION_ERROR for an empty or too long question.
 */
export function answerQuestion(request: QuestionRequest): QuestionOutcome {
  const { question, schema, listLimit = defaultListLimit } = request;
  checkQuestion(question);
  const refused = refuseQuestion(question);
  if (refused !== null) return { kind: 'refused', reason: refused };
  if (schema.tables.length === 0) {
    return {
      kind: 'unclear',
      clarification: { question: 'There is no table to ask about.', choices: [] },
      assumptions: [],
      lookups: [],
    };
  }
  const { ir, asked, unknown } = interpret(request);
  const [back] = asked.open;
  const unclear = (clarification: NonNullable<typeof back>): QuestionOutcome => ({
    kind: 'unclear',
    clarification,
    assumptions: asked.assumptions,
    lookups: [...asked.lookups, ...lookupsFor(unknown, request)],
  });
  if (back !== undefined) return unclear(back);
  if (unknown.length > 0) return unclear(notUnderstood(unknown, request, asked.language));
  const built = buildQuery(ir, asked, listLimit);
  if (!built.ok) return unclear(built.back);
  const explanation = explainQuery(ir, built.query, asked.language);
  const confidence = Math.max(
    0.2,
    0.95 - 0.08 * asked.assumptions.length - 0.05 * asked.lookups.length,
  );
  return {
    kind: 'answered',
    query: built.query,
    explanation,
    assumptions: asked.assumptions,
    confidence: Math.round(confidence * 100) / 100,
    lookups: asked.lookups,
  };
}

/** Words that nothing explains may be values of the text columns there are. */
function lookupsFor(
  unknown: readonly string[],
  { schema }: QuestionRequest,
): readonly { words: string; columns: { schema: string; table: string; column: string }[] }[] {
  const columns = schema.tables.flatMap((table) =>
    table.columns
      .filter((column) => column.type.kind === 'text')
      .map((column) => ({
        schema: table.object.schema ?? schema.defaultSchema,
        table: table.object.name,
        column: column.name,
      })),
  );
  const whole = unknown.length > 1 && unknown.length <= 3 ? [unknown.join(' ')] : [];
  return [...unknown.slice(0, 5), ...whole].map((words) => ({ words, columns }));
}

function notUnderstood(
  unknown: readonly string[],
  { schema }: QuestionRequest,
  language: 'en' | 'ru',
): { question: string; choices: { value: string; label: string; because: string }[] } {
  const words = unknown
    .slice(0, 5)
    .map((one) => `"${one.slice(0, 40)}"`)
    .join(', ');
  const tables = schema.tables.slice(0, 20).map((table) => table.object.name);
  return {
    question:
      language === 'ru'
        ? `Я не понимаю ${words}: таких таблиц, столбцов и значений я не нахожу. Что имеется в виду? Таблицы: ${tables.join(', ')}.`
        : `What does ${words} mean here? I find no such table, column or value. The tables are: ${tables.join(', ')}.`,
    choices: [],
  };
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
