import { AiEtlError, type ConnectorSession } from '@ai-etl/core';
import { inPlainWords, unknownWords } from '@ai-etl/planner';
import type { Connection, Scope } from '@ai-etl/store';
import { isAllowedIn } from '../../auth/access.ts';
import { requireConnector } from '../../data/connector-lookup.ts';
import { withConnectionName, withSession } from '../../data/sessions.ts';
import { found } from '../../scope.ts';
import { answer, toldAssumptions } from './answer.ts';
import { answerVerified } from './answer-verified.ts';
import type { NlQueryAnswerBody } from './contract.ts';
import type { SchemaPorts } from './find-schema.ts';
import { findKeptValues, stillUnknown } from './kept-values.ts';
import { lookUpValues } from './look-up-values.ts';
import { answerByPattern } from './patterns/answer-by-pattern.ts';
import { readingOf, readTask, type Reading, type Task } from './task.ts';
import { trialOn } from './try-question.ts';
import { understand } from './understand.ts';

/**
 * Answers with a system at hand: values are looked up, readings tried, the plan is asked for, and rows
 * read when wanted. Values and rows decide nothing for callers without data:read.
 */
export async function answerOnConnection(
  { store, connectors, catalogs }: SchemaPorts,
  scope: Scope,
  { connection, task }: { readonly connection: Connection; readonly task: Task },
): Promise<NlQueryAnswerBody> {
  const { request, choice, caller, verified, print } = task;
  const mayRead = isAllowedIn(caller, 'data:read', connection.projectId);
  const mayUnmask = isAllowedIn(caller, 'data:unmask', connection.projectId);
  const { question } = request;
  // A verified question of the same shape is read with its own values.
  const texts = [question, ...task.patterns.map((one) => one.verified.question)];
  const plain = texts.map(inPlainWords(task.glossary));
  const asked = { connectionId: connection.id, question: plain.join('\n') };
  const kept = mayRead ? await findKeptValues(store.catalogIndex, scope, asked) : [];
  const finish = async (
    session: ConnectorSession | null,
    read: Reading,
  ): Promise<NlQueryAnswerBody> => {
    const usual = async () => answer(task, await understand(task, read), session);
    if (verified === null && task.patterns.length === 0) return usual();
    const { catalog } = await catalogs.read(scope, connection);
    if (verified === null) {
      const { tables } = catalog;
      return (await answerByPattern(session, { task, tables, read })) ?? usual();
    }
    return answerVerified(session, {
      ...task,
      verified,
      tables: catalog.tables,
      read: (limit) => readTask({ ...task, request: { ...request, limit } }, read),
      answer: usual,
      assumptions: toldAssumptions(choice.assumptions),
    });
  };
  const connector = requireConnector(connectors, connection.type);
  const settings = found(
    await store.connections.readSettings(scope, connection.id),
    'connection',
    connection.id,
  );
  const use = async (session: ConnectorSession): Promise<NlQueryAnswerBody> => {
    const read = readingOf(task, kept);
    if (!mayRead) return finish(session, read);
    const { schema } = choice;
    const unknown = texts.flatMap((text) => unknownWords(text, read.reader));
    const lookups = stillUnknown(unknown, kept);
    const seen =
      lookups.length === 0
        ? []
        : await lookUpValues(session, { schema, lookups, print, mayUnmask });
    const fuller = seen.length === 0 ? read : readingOf(task, [...kept, ...seen]);
    return finish(session, { ...fuller, run: trialOn(session, { print, mayUnmask }) });
  };
  try {
    return await withSession({ connector, settings }, use);
  } catch (error) {
    const isAway =
      error instanceof AiEtlError &&
      (error.code === 'CONNECTION_FAILED' || error.code === 'CONNECTION_LOST');
    // The words can be read without the system; only running it cannot.
    if (isAway && !request.execute) return finish(null, readingOf(task, kept));
    throw withConnectionName(error, connection.name);
  }
}
