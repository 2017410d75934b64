import { AiEtlError } from '@ai-etl/core';
import { compileQuery } from '@ai-etl/compile';
import {
  answerQuestion,
  type KnownValue,
  type QuestionOutcome,
  type QuestionRequest,
  type ValueLookup,
} from '@ai-etl/planner';
import type { Answer, AskedDatabase } from './database.ts';

/** No question of a suite asks for a page: all rows it means are wanted. */
const listLimit = 100_000;

export interface SqlQuestion {
  readonly question: string;
  readonly database: AskedDatabase;
  /** RFC 3339: relative dates are counted from here. */
  readonly now: string;
}

/**
 * The one place where these programs touch the engine for questions: words to SQL text of the database's
 * dialect, or a question back.
 */
export async function answerSql({ question, database, now }: SqlQuestion): Promise<Answer> {
  const { catalog, dialect } = database;
  const request: QuestionRequest = { question, schema: catalog, listLimit };
  const outcome = await understand(request, database);
  if (outcome.kind === 'refused') return { kind: 'clarify', clarify: outcome.reason };
  if (outcome.kind === 'unclear') {
    return { kind: 'clarify', clarify: outcome.clarification.question };
  }
  const printed = compileQuery(outcome.query, { dialect, now, timezone: 'UTC' });
  if (!('sql' in printed)) {
    return { kind: 'clarify', clarify: printed.diagnostics.map((one) => one.message).join(' ') };
  }
  return { kind: 'sql', sql: printed.sql, confidence: outcome.confidence };
}

/** Asked again with the values that the first reading would look up. */
async function understand(
  request: QuestionRequest,
  database: AskedDatabase,
): Promise<QuestionOutcome> {
  try {
    const first = answerQuestion(request);
    if (first.kind === 'refused' || first.lookups.length === 0) return first;
    const values = first.lookups.flatMap((lookup) => knownValues(lookup, database));
    return values.length === 0 ? first : answerQuestion({ ...request, values });
  } catch (error) {
    if (!(error instanceof AiEtlError)) throw error;
    return { kind: 'refused', reason: error.details[0]?.error ?? error.message };
  }
}

function knownValues(
  { words, columns }: ValueLookup,
  { values }: AskedDatabase,
): readonly KnownValue[] {
  const lower = words.toLowerCase();
  return (values.get(lower) ?? [])
    .filter((held) =>
      columns.some(
        (one) =>
          one.schema === held.schema && one.table === held.table && one.column === held.column,
      ),
    )
    .map((held) => ({ ...held, words: lower }));
}
