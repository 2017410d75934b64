import { AiEtlError, type CatalogTable, type ConnectorSession } from '@ai-etl/core';
import { compileQuery } from '@ai-etl/compile';
import type { AskOutcome } from '@ai-etl/planner';
import { isAllowedIn } from '../../../auth/access.ts';
import { dependsOnMoment, readsClock } from '../../verified-questions/relative-time.ts';
import { answer, toldAssumptions } from '../answer.ts';
import type { NlQueryAnswerBody } from '../contract.ts';
import { readTask, type Reading, type Task } from '../task.ts';
import { answerApproved } from '../verified-answer.ts';
import type { VerifiedPattern } from './find-patterns.ts';
import { replaceValues } from './replace-values.ts';
import { isSameShape } from './same-shape.ts';

/** Somebody approved the shape, and the values are sure; nobody saw this very answer. */
const patternConfidence = 0.95;

export interface PatternAsked {
  readonly task: Task;
  /** All of the connection. */
  readonly tables: readonly CatalogTable[];
  readonly read: Reading;
}

/**
 * The answer of a verified question of the same shape with the values of this one, marked so; null where none
 * surely fits. Where the verified words are still read as they were approved, both are read, and
 * their queries may differ in these values alone. Else the approved SQL itself takes other values,
 * and must give the same columns.
 */
export async function answerByPattern(
  session: ConnectorSession | null,
  asked: PatternAsked,
): Promise<NlQueryAnswerBody | null> {
  for (const pattern of asked.task.patterns) {
    const read = await byReading(session, pattern, asked);
    // Read as another question than the approved one: its SQL is not asked then.
    if (read === 'another') continue;
    const found = read ?? (await byLiterals(session, pattern, asked));
    if (found !== null) return { ...found, ...markOf(pattern), confidence: patternConfidence };
  }
  return null;
}

function markOf({ verified, slots }: VerifiedPattern): Pick<NlQueryAnswerBody, 'verified_pattern'> {
  return {
    verified_pattern: {
      verified_question_id: verified.id,
      question: verified.question,
      replaced: slots.map(({ was, is }) => ({ was, is })),
    },
  };
}

async function byReading(
  session: ConnectorSession | null,
  { verified, slots }: VerifiedPattern,
  { task, read }: PatternAsked,
): Promise<NlQueryAnswerBody | 'another' | null> {
  const readAs = (question: string, limit: number): Promise<AskOutcome> =>
    readTask({ ...task, request: { ...task.request, question, limit } }, read);
  const { sql, dialect, askedAt: now, timezone, listLimit } = verified.answer;
  const { question, limit } = task.request;
  const before = await readAs(verified.question, listLimit);
  const alike = await readAs(question, listLimit);
  if (before.kind !== 'answered' || alike.kind !== 'answered') return null;
  if (!isSameShape(before.query, alike.query, slots)) return 'another';
  const printed = compileQuery(before.query, { dialect, now, timezone });
  if (!('sql' in printed) || printed.sql !== sql) return null;
  const outcome = limit === listLimit ? alike : await readAs(question, limit);
  return answer(task, { outcome, engine: { engine: 'built-in', because: null } }, session);
}

async function byLiterals(
  session: ConnectorSession | null,
  { verified, slots }: VerifiedPattern,
  { task, tables, read }: PatternAsked,
): Promise<NlQueryAnswerBody | null> {
  const { answer: approved, projectId, question } = verified;
  const { request, choice, caller } = task;
  // Dates that were counted on the day of the approval mean that day only.
  const isOfADay = [question, request.question].some(dependsOnMoment) && !readsClock(approved.sql);
  if (session === null || isOfADay) return null;
  const sql = replaceValues({ sql: approved.sql, slots, values: read.values });
  if (sql === null || !(await givesSameColumns(session, approved.sql, sql))) return null;
  const { execute, limit } = request;
  const mayUnmask = isAllowedIn(caller, 'data:unmask', projectId);
  const rest = { tables, execute, limit, mayUnmask };
  return {
    ...(await answerApproved(session, { approved: { ...approved, sql }, ...rest })),
    explanation: alikeIn(request.question, question),
    assumptions: toldAssumptions(choice.assumptions),
    confidence: patternConfidence,
    clarification: null,
    dialect: approved.dialect,
    connection_id: approved.connectionId,
    verified: false,
    verified_question_id: null,
    verified_pattern: null,
    engine: null,
  };
}

/** A value of the wrong type is refused by the system, or shows in what comes back. */
async function givesSameColumns(
  session: ConnectorSession,
  approved: string,
  fresh: string,
): Promise<boolean> {
  try {
    const [before, after] = [await session.describe(approved), await session.describe(fresh)];
    const told = (columns: typeof before): string =>
      JSON.stringify(columns.map(({ name, type }) => [name, type]));
    return told(before) === told(after);
  } catch (error) {
    if (error instanceof AiEtlError && error.code === 'QUERY_FAILED') return false;
    throw error;
  }
}

function alikeIn(asked: string, verified: string): string {
  return /\p{Script=Cyrillic}{3}/u.test(asked)
    ? `Это ответ, утверждённый для вопроса «${verified}», с другими значениями.`
    : `This is the answer that was approved for "${verified}", with other values.`;
}
