import { AiEtlError, type Query } from '@ai-etl/core';
import { compileQuery } from '@ai-etl/compile';
import {
  answerQuestion,
  askQuestion,
  makeQuestionReader,
  type AskOutcome,
  type KnownValue,
  type QuestionOutcome,
  type QuestionReader,
  type QuestionRequest,
  type RunTrial,
  type ValueLookup,
} from '@ai-etl/planner';
import type { Answer, AskedDatabase } from './database.ts';

/** No question of a suite asks for a page: all rows it means are wanted. */
const listLimit = 100_000;
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
  const isWhole =
    outcome.kind === 'answered' && outcome.assumptions.every(({ path }) => path !== 'words');
  const older = isWhole ? null : understand(question, database);
  const { query, confidence } =
    older?.kind === 'answered'
      ? older
      : outcome.kind === 'answered'
        ? outcome
        : { query: null, confidence: 0 };
  if (query === null) {
    const clarify = outcome.kind === 'answered' ? '' : outcome.clarification.question;
    return { kind: 'clarify', clarify };
  }
  const sql = print(query);
  return sql === null
    ? { kind: 'clarify', clarify: 'There is no such query.' }
    : { kind: 'sql', sql, confidence };
}

async function ask(
  question: string,
  database: AskedDatabase,
  print: (query: Query) => string | null,
): Promise<AskOutcome> {
  const { session } = database;
  const run: RunTrial = async (query) => {
    const sql = print(query);
    if (sql === null || session === null) return null;
    try {
      return await session.sample({ sql, limit: trialRows, timeoutMs: trialTimeoutMs });
    } catch {
      return null;
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

/** The older reader, for words that the newer one does not know yet; asked again with values it would look up. */
function understand(question: string, database: AskedDatabase): QuestionOutcome {
  const request: QuestionRequest = { question, schema: database.catalog, listLimit };
  const first = answerQuestion(request);
  if (first.kind === 'refused' || first.lookups.length === 0) return first;
  const values = first.lookups.flatMap((lookup) => knownValues(lookup, database));
  return values.length === 0 ? first : answerQuestion({ ...request, values });
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
