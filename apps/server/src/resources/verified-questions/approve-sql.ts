import { AiEtlError } from '@ai-etl/core';
import type { ApprovedSql } from '@ai-etl/store';
import type { Principal } from '../../auth/principal.ts';
import { requireConnector } from '../../data/connector-lookup.ts';
import { withConnectionName, withSession } from '../../data/sessions.ts';
import { found, scopeOf } from '../../scope.ts';
import type { NewVerifiedQuestionBody } from './contract.ts';
import { dependsOnMoment, readsClock } from './relative-time.ts';
import type { VerifiedQuestionPorts } from './service.ts';

/**
 * The SQL that is approved: the one given, tried on its connection; else what the question is read
 * as now. What is read so is read anew each time it is asked, so that relative dates move on.
 */
export async function approveSql(
  { store, connectors, clock, askAt }: VerifiedQuestionPorts,
  caller: Principal,
  body: NewVerifiedQuestionBody,
): Promise<{ readonly projectId: string; readonly answer: ApprovedSql }> {
  const scope = scopeOf(caller);
  const { question, sql, timezone, limit } = body;
  const id = body.connection_id ?? '';
  const connection = found(await store.connections.getConnection(scope, id), 'connection', id);
  const { projectId } = connection;
  if (body.project_id !== undefined && body.project_id !== projectId) throw otherProject();
  const connector = requireConnector(connectors, connection.type);
  const { dialect } = connector.spec.capabilities;
  if (dialect === null) throw notSql();
  const nowMs = clock.now();
  const asked = { question, connection_id: id, timezone, limit, execute: false };
  const read = await askAt(nowMs).ask(caller, asked);
  const approved = (text: string) => ({
    projectId,
    answer: {
      kind: 'sql' as const,
      connectionId: id,
      dialect,
      sql: text,
      askedAt: new Date(nowMs).toISOString(),
      timezone,
      listLimit: limit,
    },
  });
  if (sql === undefined) {
    if (read.sql === null) throw notUnderstood(read.clarification?.question ?? read.explanation);
    return approved(read.sql);
  }
  if (sql === read.sql) return approved(sql);
  if (dependsOnMoment(question) && !readsClock(sql)) throw fixedDates();
  const settings = found(await store.connections.readSettings(scope, id), 'connection', id);
  try {
    await withSession({ connector, settings }, (session) => session.describe(sql));
  } catch (error) {
    throw refusedBy(error) ?? withConnectionName(error, connection.name);
  }
  return approved(sql);
}

/** The system knows best what is wrong with a query. */
function refusedBy(error: unknown): AiEtlError | null {
  if (!(error instanceof AiEtlError)) return null;
  const codes: readonly string[] = ['QUERY_FAILED', 'OBJECT_NOT_FOUND', 'VALIDATION_ERROR'];
  if (!codes.includes(error.code)) return null;
  return refused('The SQL does not run on this connection.', 'sql', error.message);
}

function refused(message: string, field: string, error: string): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', message, { details: [{ field, error }] });
}

function otherProject(): AiEtlError {
  return refused('The connection belongs to another project.', 'project_id', 'is not its project');
}

function notSql(): AiEtlError {
  return refused('This connection cannot be asked in SQL.', 'connection_id', 'must be a database');
}

function notUnderstood(why: string): AiEtlError {
  return refused('The question is not understood by itself.', 'sql', `give the SQL. ${why}`);
}

function fixedDates(): AiEtlError {
  return refused(
    'The question means other rows another day, and the SQL does not.',
    'sql',
    'must ask the system for the time (now(), current_date), or be left out where the question is understood',
  );
}
