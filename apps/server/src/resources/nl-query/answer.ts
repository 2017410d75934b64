import {
  AiEtlError,
  printColumnType,
  type Assumption,
  type ConnectorSession,
  type Query,
} from '@ai-etl/core';
import { compileQuery } from '@ai-etl/compile';
import type { AskOutcome, ReadQuery } from '@ai-etl/planner';
import { isAllowedIn } from '../../auth/access.ts';
import { chartOf } from './chart.ts';
import type { NlQueryAnswerBody, NlQueryRequestBody } from './contract.ts';
import { estimate } from './estimate.ts';
import { runQuestion } from './run-question.ts';
import { presentEngine } from '../pipelines/present.ts';
import type { Task } from './task.ts';
import type { Understood } from './understand.ts';

/** Without a seen column an answer is a sketch. */
const hypotheticalConfidence = 0.35;
/** Rows of each reading that a question back shows. */
const sampleRows = 5;

type Clarification = NonNullable<NlQueryAnswerBody['clarification']>;

/** The answer to what a question was read as; with a session its plan, and its rows when they are wanted. */
export async function answer(
  task: Task,
  understood: Understood,
  session: ConnectorSession | null,
): Promise<NlQueryAnswerBody> {
  const body = await answerTo(task, understood.outcome, session);
  return { ...body, engine: presentEngine(understood.engine) };
}

async function answerTo(
  task: Task,
  outcome: AskOutcome,
  session: ConnectorSession | null,
): Promise<NlQueryAnswerBody> {
  if (outcome.kind === 'refused') throw refused(outcome.reason);
  const { choice } = task;
  const assumptions = toldAssumptions([...choice.assumptions, ...outcome.assumptions]);
  if (outcome.kind !== 'answered') {
    const { question, choices, readings } = outcome.clarification;
    const told = await toldReadings(readings, task, session);
    return askBack(task, { question, choices: [...choices], readings: told }, assumptions);
  }
  const printed = compileQuery(outcome.query, task.print);
  if (!('sql' in printed)) {
    const question = printed.diagnostics.map((one) => one.message).join(' ');
    return askBack(task, { question, choices: [], readings: [] }, assumptions);
  }
  const { query } = outcome;
  const explained = session === null ? null : await session.explain(printed.sql);
  const run =
    session === null || !task.request.execute
      ? null
      : await rowsOf(task, { query, session, limit: task.request.limit });
  const { schema, dialect, hypothetical } = choice;
  return {
    ...placeOf(task),
    sql: printed.sql,
    explanation: outcome.explanation,
    ...estimate({ query, schema, dialect, explained }),
    confidence: hypothetical
      ? Math.min(hypotheticalConfidence, outcome.confidence)
      : outcome.confidence,
    assumptions,
    clarification: null,
    columns: printed.columns.map((column, at) => ({
      name: column.name,
      type: printColumnType(column.type),
      masked: run?.masked[at] ?? false,
    })),
    rows: run?.rows ?? null,
    truncated: run?.truncated ?? false,
    chart: chartOf(query, printed.columns),
    verified: false,
    verified_question_id: null,
    verified_pattern: null,
    engine: null,
  };
}

/** An answer without a query. */
export function nothingToAsk({ dialect }: NlQueryRequestBody): NlQueryAnswerBody {
  const question =
    'No connection of this project holds tables that can be asked. Which connection or tables are meant?';
  return {
    ...empty,
    dialect: dialect ?? 'postgresql',
    connection_id: null,
    explanation: question,
    assumptions: [],
    clarification: { question, choices: [], readings: [] },
  };
}

export function toldAssumptions(
  assumptions: readonly Assumption[],
): NlQueryAnswerBody['assumptions'] {
  return assumptions.map((one) => ({ ...one, alternatives: [...one.alternatives] }));
}

/** For a question that would change data. */
export function refused(reason: string): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', reason, {
    details: [{ field: 'question', error: 'must be a plain question that only reads' }],
  });
}

function askBack(
  task: Task,
  clarification: Clarification,
  assumptions: NlQueryAnswerBody['assumptions'],
): NlQueryAnswerBody {
  const explanation = clarification.question;
  return { ...empty, ...placeOf(task), explanation, assumptions, clarification };
}

function placeOf({ choice: { dialect, connection } }: Task) {
  return { dialect, connection_id: connection?.id ?? null };
}

/** Readings with their SQL and, for callers who may read rows, some of them. */
async function toldReadings(
  readings: readonly ReadQuery[],
  task: Task,
  session: ConnectorSession | null,
): Promise<Clarification['readings']> {
  const told: Clarification['readings'] = [];
  for (const { query, explanation } of readings) {
    const printed = compileQuery(query, task.print);
    if (!('sql' in printed)) continue;
    const found = session === null ? null : await sampleOf(task, { query, session });
    told.push({
      explanation,
      sql: printed.sql,
      columns: printed.columns.map(({ name }) => name),
      rows: found,
    });
  }
  return told;
}

/** Null where the caller may not see them. */
async function sampleOf(
  task: Task,
  { query, session }: { readonly query: Query; readonly session: ConnectorSession },
): Promise<unknown[][] | null> {
  const { connection } = task.choice;
  if (connection === null || !isAllowedIn(task.caller, 'data:read', connection.projectId))
    return null;
  try {
    return (await rowsOf(task, { query, session, limit: sampleRows })).rows;
  } catch (error) {
    if (error instanceof AiEtlError && error.code === 'PERMISSION_DENIED') return null;
    throw error;
  }
}

function rowsOf(
  { print, caller, choice }: Task,
  {
    query,
    session,
    limit,
  }: { readonly query: Query; readonly session: ConnectorSession; readonly limit: number },
) {
  return runQuestion(session, {
    query,
    print,
    limit,
    mayUnmask: isAllowedIn(caller, 'data:unmask', choice.projectId),
  });
}

const empty: Omit<
  NlQueryAnswerBody,
  'explanation' | 'assumptions' | 'clarification' | 'dialect' | 'connection_id'
> = {
  sql: null,
  estimated_rows: null,
  estimated_time_ms: null,
  estimated_from: 'none',
  confidence: 0,
  columns: [],
  rows: null,
  truncated: false,
  chart: null,
  verified: false,
  verified_question_id: null,
  verified_pattern: null,
  engine: null,
};
