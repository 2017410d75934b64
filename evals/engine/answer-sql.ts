import { AiEtlError, type Query } from '@ai-etl/core';
import { compileQuery } from '@ai-etl/compile';
import {
  askQuestion,
  makeQuestionReader,
  type AskOutcome,
  type KnownValue,
  type QuestionReader,
  type RunTrial,
} from '@ai-etl/planner';
import type { Answer, AskedDatabase } from './database.ts';

/** A person waits. */
const trialTimeoutMs = 2_000;
const trialRows = 200;

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
  const print = (query: Query): string | null => {
    const printed = compileQuery(query, { dialect: database.dialect, now, timezone: 'UTC' });
    return 'sql' in printed ? printed.sql : null;
  };
  const outcome = await ask(question, database, print);
  if (outcome.kind === 'refused') return { kind: 'clarify', clarify: outcome.reason };
  if (outcome.kind !== 'answered')
    return { kind: 'clarify', clarify: outcome.clarification.question };
  const sql = print(outcome.query);
  return sql === null
    ? { kind: 'clarify', clarify: 'This dialect has no such query.' }
    : { kind: 'sql', sql, confidence: outcome.confidence };
}

async function ask(
  question: string,
  database: AskedDatabase,
  print: (query: Query) => string | null,
): Promise<AskOutcome> {
  const { session } = database;
  const run: RunTrial = async (query) => {
    const sql = print(query);
    if (sql === null || session === null) return 'failed';
    const start = performance.now();
    try {
      return await session.sample({ sql, limit: trialRows, timeoutMs: trialTimeoutMs });
    } catch {
      // As the API does: what only takes long may be right.
      return performance.now() - start > 0.9 * trialTimeoutMs ? 'unknown' : 'failed';
    }
  };
  try {
    const reader = readerOf(database);
    return await askQuestion({ question, reader, ...(session === null ? {} : { run }) });
  } catch (error) {
    if (!(error instanceof AiEtlError)) throw error;
    return { kind: 'refused', reason: error.details[0]?.error ?? error.message };
  }
}

const readers = new WeakMap<AskedDatabase, QuestionReader>();

function readerOf(database: AskedDatabase): QuestionReader {
  const known = readers.get(database);
  if (known !== undefined) return known;
  const values = [...database.values].flatMap(([words, held]) =>
    held.map((one): KnownValue => ({ ...one, words })),
  );
  const reader = makeQuestionReader(database.catalog, values);
  readers.set(database, reader);
  return reader;
}
