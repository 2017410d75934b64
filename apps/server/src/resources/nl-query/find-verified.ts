import type { ApprovedSql, Scope, Store, VerifiedQuestion } from '@ai-etl/store';
import { dependsOnMoment, readsClock } from '../verified-questions/relative-time.ts';
import type { NlQueryRequestBody } from './contract.ts';

/** A question that was asked in these words before, with the SQL that somebody approved. */
export interface VerifiedSql extends Omit<VerifiedQuestion, 'answer'> {
  readonly answer: ApprovedSql;
}

/**
 * The approved answer to a question, of the connection that is named, else of the project; null for
 * none, and where the request gives columns or a dialect of its own.
 */
export async function findVerified(
  {
    identity,
    connections,
    verifiedQuestions,
  }: Pick<Store, 'identity' | 'connections' | 'verifiedQuestions'>,
  scope: Scope,
  { question, connection_id: id, project_id, schema, dialect }: NlQueryRequestBody,
): Promise<VerifiedSql | null> {
  if (schema?.tables.some((one) => typeof one !== 'string') === true) return null;
  const home =
    id === undefined
      ? (await identity.getProject(scope, project_id))?.id
      : (await connections.getConnection(scope, id))?.projectId;
  if (home === undefined) return null;
  const found = await verifiedQuestions.findVerifiedQuestions(scope, { projectId: home, question });
  for (const { answer, ...rest } of found) {
    if (answer.kind !== 'sql') continue;
    if (id !== undefined && answer.connectionId !== id) continue;
    if (dialect !== undefined && answer.dialect !== dialect) continue;
    return { ...rest, answer };
  }
  return null;
}

/** Whether its SQL is the answer today too, whatever the words are read as. */
export function holdsStill({ question, answer }: VerifiedSql): boolean {
  return !dependsOnMoment(question) || readsClock(answer.sql);
}
