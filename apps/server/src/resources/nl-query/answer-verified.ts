import { compileQuery } from '@ai-etl/compile';
import type { CatalogTable, ConnectorSession } from '@ai-etl/core';
import type { AskOutcome } from '@ai-etl/planner';
import { isAllowedIn } from '../../auth/access.ts';
import type { Principal } from '../../auth/principal.ts';
import type { NlQueryAnswerBody, NlQueryRequestBody } from './contract.ts';
import { holdsStill, type VerifiedSql } from './find-verified.ts';
import { answerApproved } from './verified-answer.ts';

export interface AskedAgain {
  readonly verified: VerifiedSql;
  readonly request: NlQueryRequestBody;
  readonly caller: Principal;
  /** All tables of the connection. */
  readonly tables: readonly CatalogTable[];
  /** What the words are read as, with this limit of listed rows. */
  readonly read: (listLimit: number) => Promise<AskOutcome>;
  /** The usual answer to the words. */
  readonly answer: () => Promise<NlQueryAnswerBody>;
  /** What is assumed of the catalog, not of the words. */
  readonly assumptions: NlQueryAnswerBody['assumptions'];
}

/**
 * A question whose answer was approved. Words that are still read as they were then are answered as
 * they are read, so that relative dates move on; else the approved SQL runs as it stands, unless it
 * means the day it was approved: then this answer is not a verified one, and says so.
 */
export async function answerVerified(
  session: ConnectorSession | null,
  { verified, request, caller, tables, read, answer, assumptions }: AskedAgain,
): Promise<NlQueryAnswerBody> {
  const { id, projectId, answer: approved, description } = verified;
  const mark = { confidence: 1, assumptions, verified: true, verified_question_id: id };
  if (isReadAsApproved(verified, await read(approved.listLimit)))
    return { ...(await answer()), ...mark };
  if (!holdsStill(verified)) {
    const unverified = await answer();
    const because =
      'the SQL that was approved for these words means the day it was approved, and they are read otherwise by now';
    const told = { path: 'verified_question', value: id, because, alternatives: [] };
    return { ...unverified, assumptions: [...unverified.assumptions, told] };
  }
  const mayUnmask = isAllowedIn(caller, 'data:unmask', projectId);
  const { execute, limit } = request;
  return {
    ...(await answerApproved(session, { approved, tables, execute, limit, mayUnmask })),
    ...mark,
    explanation: description === '' ? approvedOn(verified) : description,
    clarification: null,
    dialect: approved.dialect,
    connection_id: approved.connectionId,
    verified_pattern: null,
    engine: null,
  };
}

function isReadAsApproved({ answer }: VerifiedSql, outcome: AskOutcome): boolean {
  if (outcome.kind !== 'answered') return false;
  const { dialect, askedAt: now, timezone } = answer;
  const printed = compileQuery(outcome.query, { dialect, now, timezone });
  return 'sql' in printed && printed.sql === answer.sql;
}

function approvedOn({ question, createdAt }: VerifiedSql): string {
  const day = createdAt.slice(0, 10);
  return /\p{Script=Cyrillic}{3}/u.test(question)
    ? `Это ответ, утверждённый ${day}.`
    : `This is the answer that was approved on ${day}.`;
}
