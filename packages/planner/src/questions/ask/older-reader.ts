import { answerQuestion } from '../../query/answer-question.ts';
import type { KnownValue, ValueLookup } from '../../query/question-types.ts';
import { spellingOf } from '../held-values.ts';
import type { QuestionReader } from '../question-reader.ts';
import type { SchemaIndex } from '../schema-index.ts';
import type { Answered } from './outcome.ts';

/**
 * What the reader of before makes of a question, where it leaves no word of it unread; else null. It
 * knows phrases that the newer one does not, and goes when that is no longer so.
 */
export function askOlder(
  question: string,
  {
    reader: { index, glossary },
    listLimit,
  }: { readonly reader: QuestionReader; readonly listLimit: number },
): Answered | null {
  const request = { question, schema: index.schema, glossary, listLimit };
  const first = answerQuestion(request);
  if (first.kind === 'refused') return null;
  const values = first.lookups.flatMap((lookup) => knownValues(lookup, index));
  const outcome = values.length === 0 ? first : answerQuestion({ ...request, values });
  if (outcome.kind !== 'answered') return null;
  const { query, explanation, assumptions, confidence } = outcome;
  return { kind: 'answered', query, explanation, assumptions, confidence, alternatives: [] };
}

function knownValues(
  { words, columns }: ValueLookup,
  { schema, valuesSpelled }: SchemaIndex,
): readonly KnownValue[] {
  return valuesSpelled(spellingOf(words)).flatMap(({ field: { table, column }, value }) => {
    const held = {
      schema: table.object.schema ?? schema.defaultSchema,
      table: table.object.name,
      column: column.name,
    };
    const isAsked = columns.some(
      (one) => one.schema === held.schema && one.table === held.table && one.column === held.column,
    );
    return isAsked ? [{ ...held, words: words.toLowerCase(), value }] : [];
  });
}
