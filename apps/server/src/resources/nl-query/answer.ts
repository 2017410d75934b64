import {
  AiEtlError,
  printColumnType,
  type Assumption,
  type ConnectorSession,
  type Query,
} from '@ai-etl/core';
import { compileQuery } from '@ai-etl/compile';
import type { AskOutcome } from '@ai-etl/planner';
import { isAllowedIn } from '../../auth/access.ts';
import { chartOf } from './chart.ts';
import { choiceIdsOf } from './choice-ids.ts';
import type { NlQueryAnswerBody, NlQueryRequestBody } from './contract.ts';
import { estimate } from './estimate.ts';
import { runQuestion } from './run-question.ts';
import { presentEngine } from '../pipelines/present.ts';
import type { Task } from './task.ts';
import { tellReadings } from './tell-readings.ts';
import type { Understood } from './understand.ts';

/** Without a seen column an answer is a sketch. */
const hypotheticalConfidence = 0.35;

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
    const { question, readings } = outcome.clarification;
    const ids = await choiceIdsOf(task.request.question, choice.schema);
    const choices = outcome.clarification.choices.map(({ meaning, ...words }) => ({
      id: meaning === null ? null : ids.idOf(meaning),
      ...words,
    }));
    const told = await tellReadings(readings, { task, session, ids });
    return askBack(task, { question, choices, readings: told }, assumptions);
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
