import type { Scope, Store } from '@ai-etl/store';
import type { NlQueryRequestBody } from '../contract.ts';
import type { SchemaChoice } from '../find-schema.ts';
import type { VerifiedSql } from '../find-verified.ts';
import { alignQuestions, type Slot } from './align-questions.ts';

/** A verified question, and where another one says something else. */
export interface VerifiedPattern {
  readonly verified: VerifiedSql;
  readonly slots: readonly Slot[];
}

/** Newest first; older ones of a project that has more are found by their own words only. */
const mostLooked = 500;
/** Each one tried costs a reading. */
const mostTried = 3;

/** Verified questions of the chosen connection that a question repeats with other values; fewest first. */
export async function findPatterns(
  { verifiedQuestions }: Pick<Store, 'verifiedQuestions'>,
  scope: Scope,
  {
    request: { question, schema, dialect },
    choice: { connection, projectId },
  }: { readonly request: NlQueryRequestBody; readonly choice: SchemaChoice },
): Promise<readonly VerifiedPattern[]> {
  if (connection === null || schema !== undefined || dialect !== undefined) return [];
  const filter = { projectId, connectionId: connection.id, kind: 'sql' } as const;
  const page = { page: 1, perPage: mostLooked };
  const { items } = await verifiedQuestions.listVerifiedQuestions(scope, filter, page);
  return items
    .flatMap(({ answer, ...rest }): readonly VerifiedPattern[] => {
      const slots = answer.kind === 'sql' ? alignQuestions(rest.question, question) : null;
      if (slots === null || answer.kind !== 'sql') return [];
      return [{ verified: { ...rest, answer }, slots }];
    })
    .toSorted((a, b) => a.slots.length - b.slots.length)
    .slice(0, mostTried);
}
