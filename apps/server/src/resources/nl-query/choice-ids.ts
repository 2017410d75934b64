import { createHash } from 'node:crypto';
import { AiEtlError, type Query } from '@ai-etl/core';
import type { QuestionSchema } from '@ai-etl/planner';
import { runInSlices } from '../../data/run-in-slices.ts';
import { schemaFingerprint } from '../../data/schema-fingerprint.ts';

/** `choice_`, then eight digits of the question, eight of its tables, sixteen of what it means. */
export const choiceIdPattern = /^choice_[0-9a-f]{32}$/u;

/** Names for what a question back offers. Nothing is stored: they are made of what they name. */
export interface ChoiceIds {
  idOf(meaning: Query): string;
  isOf(id: string, meaning: Query): boolean;
  /** Why nothing that is offered now has this id: VALIDATION_ERROR for another question's, CONFLICT for one that was offered before. */
  refused(id: string): AiEtlError;
}

/** Names what this question may mean over these tables. */
export async function choiceIdsOf(question: string, schema: QuestionSchema): Promise<ChoiceIds> {
  const ofQuestion = digits(question.trim(), 8);
  const ofTables = digits(await runInSlices(schemaFingerprint(schema)), 8);
  const ofMeaning = (meaning: Query): string => digits(JSON.stringify(meaning), 16);
  return {
    idOf: (meaning) => `choice_${ofQuestion}${ofTables}${ofMeaning(meaning)}`,
    // Other tables may have changed meanwhile: a query names all that it reads.
    isOf: (id, meaning) => questionIn(id) === ofQuestion && meaningIn(id) === ofMeaning(meaning),
    refused: (id) => {
      if (questionIn(id) !== ofQuestion) return ofAnother();
      return tablesIn(id) === ofTables
        ? changed('what is known of their values, or the glossary,')
        : changed('the tables');
    },
  };
}

const start = 'choice_'.length;

function questionIn(id: string): string {
  return id.slice(start, start + 8);
}

function tablesIn(id: string): string {
  return id.slice(start + 8, start + 16);
}

function meaningIn(id: string): string {
  return id.slice(start + 16);
}

function digits(text: string, count: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, count);
}

function ofAnother(): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', 'This choice belongs to another question.', {
    details: [
      {
        field: 'choice_id',
        error: 'must be an id of `clarification` in the answer to this question, word for word',
      },
    ],
  });
}

function changed(what: string): AiEtlError {
  return new AiEtlError(
    'CONFLICT',
    `This choice is not offered any more: ${what} changed since. Ask again without choice_id.`,
    { details: [{ field: 'choice_id', error: 'is not among the choices of this question now' }] },
  );
}
