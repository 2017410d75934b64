import { AiEtlError } from '@ai-etl/core';
import { compileQuery } from '@ai-etl/compile';
import {
  answerQuestion,
  chooseByTrial,
  makeQuestionReader,
  type Candidate,
  type QuestionReader,
  type Trial,
  type KnownValue,
  type QuestionOutcome,
  type QuestionRequest,
  type ValueLookup,
} from '@ai-etl/planner';
import type { Answer, AskedDatabase } from './database.ts';

/** No question of a suite asks for a page: all rows it means are wanted. */
const listLimit = 100_000;
/** A person waits. */
const trialTimeoutMs = 2_000;
/** More words that nothing explains, and it is better to ask. */
const mostUnread = 2;

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
  if (outcome.kind !== 'refused') {
    const read = await readQuestion(question, { database, now });
    if (read !== null) return read;
  }
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

/** The reader with a beam; null where it understands too little, or words that it does not know yet. */
async function readQuestion(
  question: string,
  { database, now }: { readonly database: AskedDatabase; readonly now: string },
): Promise<Answer | null> {
  const { dialect, session } = database;
  const candidates = readerOf(database).read(question);
  const print = (candidate: Candidate): string | null => {
    const printed = compileQuery(candidate.query, { dialect, now, timezone: 'UTC' });
    return 'sql' in printed ? printed.sql : null;
  };
  const run = async (candidate: Candidate): Promise<Trial> => {
    const sql = print(candidate);
    if (sql === null) return 'failed';
    if (session === null) return 'rows';
    try {
      const { rows } = await session.sample({ sql, limit: 2, timeoutMs: trialTimeoutMs });
      return rows.some((row) => row.some((value) => value !== null)) ? 'rows' : 'empty';
    } catch {
      return 'failed';
    }
  };
  const [best] = await chooseByTrial(candidates, run);
  const sql = best === undefined ? null : print(best);
  if (best === undefined || sql === null || best.unread.length > mostUnread) return null;
  return { kind: 'sql', sql, confidence: 0.6 };
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
