import type { GlossaryTerm } from '@ai-etl/core';
import { answerQuestion } from '../../query/answer-question.ts';
import type { KnownValue, QuestionOutcome, ValueLookup } from '../../query/question-types.ts';
import { spellingOf } from '../held-values.ts';
import type { SchemaIndex } from '../schema-index.ts';

export interface OlderRequest {
  readonly question: string;
  readonly index: SchemaIndex;
  readonly glossary: readonly GlossaryTerm[];
  readonly listLimit: number | undefined;
}

const everyRow = 100_000;

/** What the reader of before makes of a question that leaves it no word: it knows phrases that the newer one does not. */
export function askOlder({
  question,
  index,
  glossary,
  listLimit = everyRow,
}: OlderRequest): (QuestionOutcome & { readonly kind: 'answered' }) | null {
  const request = { question, schema: index.schema, glossary, listLimit };
  const first = answerQuestion(request);
  if (first.kind === 'refused') return null;
  const values = first.lookups.flatMap((lookup) => knownValues(lookup, index));
  const outcome = values.length === 0 ? first : answerQuestion({ ...request, values });
  return outcome.kind === 'answered' ? outcome : null;
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
