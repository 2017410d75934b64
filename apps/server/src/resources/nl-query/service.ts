import { AiEtlError, isTimeZone, type Clock, type GlossaryTerm } from '@ai-etl/core';
import type { QueryOptions } from '@ai-etl/compile';
import { refuseQuestion, unusableTerms } from '@ai-etl/planner';
import type { Scope } from '@ai-etl/store';
import { isAllowedIn } from '../../auth/access.ts';
import type { Principal } from '../../auth/principal.ts';
import { ageAssumption } from '../../data/catalog-age.ts';
import type { ModelsOf } from '../../models/open-models.ts';
import { scopeOf } from '../../scope.ts';
import { answer, nothingToAsk, refused } from './answer.ts';
import { answerOnConnection } from './answer-on-connection.ts';
import type { NlQueryAnswerBody, NlQueryRequestBody } from './contract.ts';
import { chooseSchema } from './choose-schema.ts';
import { findVerified } from './find-verified.ts';
import { findSchemas, type SchemaChoice, type SchemaPorts } from './find-schema.ts';
import { findPatterns } from './patterns/find-patterns.ts';
import { readWithModel } from './read-with-model.ts';
import { readingOf, type Task } from './task.ts';
import { understand } from './understand.ts';

export interface QuestionPorts extends SchemaPorts {
  readonly clock: Clock;
  readonly modelsOf: ModelsOf;
}

/** Plain questions to read-only SQL. */
export interface QuestionService {
  /**
   * Throws RESOURCE_NOT_FOUND for a connection or project of nobody's or somebody else's,
   * VALIDATION_ERROR for a question that would change data, PERMISSION_DENIED for `execute` without
   * data:read and for rows chosen by what the caller may not see, QUERY_FAILED when the system refuses the query,
   * CONFLICT for a choice that is not offered any more.
   */
  ask(caller: Principal, request: NlQueryRequestBody): Promise<NlQueryAnswerBody>;
}

export function makeQuestionService(ports: QuestionPorts): QuestionService {
  return {
    ask: async (caller, asked) => {
      const scope = scopeOf(caller);
      if (!isTimeZone(asked.timezone)) throw unknownZone();
      const now = new Date(ports.clock.now()).toISOString();
      refuseWrites(asked);
      // Words that were asked back have a meaning of their own by now.
      const isChosen = asked.choice_id !== undefined;
      const verified = isChosen ? null : await findVerified(ports.store, scope, asked);
      const request =
        verified === null
          ? asked
          : { ...asked, connection_id: verified.answer.connectionId, schema: undefined };
      const open = async (): Promise<Task | null> => {
        const choices = await findSchemas(ports, scope, request);
        const glossary = await glossaryOf(ports, scope, choices);
        const choice = await chooseSchema(choices, {
          question: request.question,
          glossary,
          prepare: ports.prepared.of,
        });
        if (choice === null) return null;
        const assumptions = [
          ...choice.assumptions,
          ...unusableTerms(request.question, choice.schema, glossary),
          ...ageAssumption(choice, ports.clock.now()),
        ];
        const print: QueryOptions = { dialect: choice.dialect, now, timezone: request.timezone };
        const told = { ...choice, assumptions };
        const patterns =
          verified === null && !isChosen
            ? await findPatterns(ports.store, scope, { request, choice })
            : [];
        const { question } = request;
        const asked = { question, choice, print, glossary };
        const askModel = once(() => readWithModel(ports.modelsOf, caller, asked));
        const prepared = await ports.prepared.of(choice.schema);
        const read = { prepared, glossary, verified, patterns, askModel };
        return { request, choice: told, print, caller, ...read };
      };
      const task = await open();
      if (task === null) return nothingToAsk(request);
      requireRunnable(caller, request, task.choice);
      if (task.choice.connection === null)
        return answer(task, await understand(task, readingOf(task)), null);
      return onFreshCatalog(ports, scope, { task, reopen: open });
    },
  };
}

/** Bad questions, one after the other, must not have the catalog read again and again. */
const youngMs = 60_000;

/**
 * Answers on the catalog as it is remembered. What is not understood, or what the system refuses,
 * may be younger than that: it is then read anew, and asked once more.
 */
async function onFreshCatalog(
  ports: QuestionPorts,
  scope: Scope,
  { task, reopen }: { readonly task: Task; readonly reopen: () => Promise<Task | null> },
): Promise<NlQueryAnswerBody> {
  const { connection, takenAtMs } = task.choice;
  if (connection === null) return answer(task, await understand(task, readingOf(task)), null);
  const mayBeOld = takenAtMs !== null && ports.clock.now() - takenAtMs > youngMs;
  const again = async (): Promise<NlQueryAnswerBody | null> => {
    try {
      await ports.catalogs.refresh(scope, connection);
    } catch {
      // Who is away cannot tell more; the cache has told those who watch.
      return null;
    }
    const fresh = await reopen();
    const held = fresh?.choice.connection ?? null;
    return fresh === null || held === null
      ? null
      : answerOnConnection(ports, scope, { connection: held, task: fresh });
  };
  try {
    const first = await answerOnConnection(ports, scope, { connection, task });
    return first.clarification !== null && mayBeOld ? ((await again()) ?? first) : first;
  } catch (error) {
    const isExplained =
      error instanceof AiEtlError &&
      (error.code === 'QUERY_FAILED' ||
        error.code === 'OBJECT_NOT_FOUND' ||
        // A choice may be of a younger catalog, which another process has read.
        (error.code === 'CONFLICT' && task.request.choice_id !== undefined));
    const second = isExplained && mayBeOld ? await again() : null;
    if (second === null) throw error;
    return second;
  }
}

/** All choices are of one project. */
async function glossaryOf(
  { store }: QuestionPorts,
  scope: Scope,
  [choice]: readonly SchemaChoice[],
): Promise<readonly GlossaryTerm[]> {
  return choice === undefined
    ? []
    : (await store.glossaries.getGlossary(scope, choice.projectId)).terms;
}

/** The same promise each time. */
function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let known: Promise<Value> | null = null;
  return () => (known ??= read());
}

/** Before anything else is looked at. */
function refuseWrites({ question }: NlQueryRequestBody): void {
  const reason = refuseQuestion(question);
  if (reason !== null) throw refused(reason);
}

function requireRunnable(
  caller: Principal,
  { execute }: NlQueryRequestBody,
  { connection, projectId }: SchemaChoice,
): void {
  if (!execute) return;
  if (!isAllowedIn(caller, 'data:read', projectId)) {
    throw new AiEtlError(
      'PERMISSION_DENIED',
      'Running a question needs the permission data:read.',
      {
        details: [{ field: 'permission', error: 'data:read is needed' }],
      },
    );
  }
  if (connection === null) {
    throw new AiEtlError('VALIDATION_ERROR', 'There is no connection to run this question on.', {
      details: [
        { field: 'execute', error: 'name a connection_id, or tables that a connection holds' },
      ],
    });
  }
}

function unknownZone(): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', 'There is no such time zone.', {
    details: [{ field: 'timezone', error: 'must be an IANA name such as Europe/Berlin' }],
  });
}
