import {
  AiEtlError,
  isTimeZone,
  printColumnType,
  type Assumption,
  type Clock,
  type ConnectorSession,
  type GlossaryTerm,
} from '@ai-etl/core';
import { compileQuery, type QueryOptions } from '@ai-etl/compile';
import { answerQuestion, type KnownValue, type QuestionOutcome } from '@ai-etl/planner';
import type { Connection, Scope } from '@ai-etl/store';
import { isAllowedIn } from '../../auth/access.ts';
import type { Principal } from '../../auth/principal.ts';
import { ageAssumption } from '../../data/catalog-age.ts';
import { requireConnector } from '../../data/connector-lookup.ts';
import { withConnectionName, withSession } from '../../data/sessions.ts';
import { found, scopeOf } from '../../scope.ts';
import type { NlQueryAnswerBody, NlQueryRequestBody } from './contract.ts';
import { answerVerified } from './answer-verified.ts';
import { chooseSchema } from './choose-schema.ts';
import { estimate } from './estimate.ts';
import { findVerified, type VerifiedSql } from './find-verified.ts';
import { findSchemas, type SchemaChoice, type SchemaPorts } from './find-schema.ts';
import { findKeptValues, stillUnknown } from './kept-values.ts';
import { lookUpValues } from './look-up-values.ts';
import { runQuestion } from './run-question.ts';

export interface QuestionPorts extends SchemaPorts {
  readonly clock: Clock;
}

/** Plain questions to read-only SQL. */
export interface QuestionService {
  /**
   * Throws RESOURCE_NOT_FOUND for a connection or project of nobody's or somebody else's,
   * VALIDATION_ERROR for a question that would change data, PERMISSION_DENIED for `execute` without
   * data:read and for rows chosen by what the caller may not see, QUERY_FAILED when the system refuses the query.
   */
  ask(caller: Principal, request: NlQueryRequestBody): Promise<NlQueryAnswerBody>;
}

/** Without a seen column an answer is a sketch. */
const hypotheticalConfidence = 0.35;

export function makeQuestionService(ports: QuestionPorts): QuestionService {
  return {
    ask: async (caller, asked) => {
      const scope = scopeOf(caller);
      if (!isTimeZone(asked.timezone)) throw unknownZone();
      const now = new Date(ports.clock.now()).toISOString();
      refuseWrites(asked);
      const verified = await findVerified(ports.store, scope, asked);
      const request =
        verified === null
          ? asked
          : { ...asked, connection_id: verified.answer.connectionId, schema: undefined };
      const open = async (): Promise<Task | null> => {
        const choices = await findSchemas(ports, scope, request);
        const glossary = await glossaryOf(ports, scope, choices);
        const choice = chooseSchema(choices, { question: request.question, glossary });
        if (choice === null) return null;
        const assumptions = [...choice.assumptions, ...ageAssumption(choice, ports.clock.now())];
        const print: QueryOptions = { dialect: choice.dialect, now, timezone: request.timezone };
        const told = { ...choice, assumptions };
        return { request, choice: told, print, caller, glossary, verified };
      };
      const task = await open();
      if (task === null) return nothingToAsk(request);
      requireRunnable(caller, request, task.choice);
      if (task.choice.connection === null) return answer(task, understand(task, []), null);
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
  if (connection === null) return answer(task, understand(task, []), null);
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
      : withConnection(ports, scope, { connection: held, task: fresh });
  };
  try {
    const first = await withConnection(ports, scope, { connection, task });
    return first.clarification !== null && mayBeOld ? ((await again()) ?? first) : first;
  } catch (error) {
    const isExplained =
      error instanceof AiEtlError &&
      (error.code === 'QUERY_FAILED' || error.code === 'OBJECT_NOT_FOUND');
    const second = isExplained && mayBeOld ? await again() : null;
    if (second === null) throw error;
    return second;
  }
}

interface Task {
  readonly request: NlQueryRequestBody;
  readonly choice: SchemaChoice;
  readonly print: QueryOptions;
  readonly caller: Principal;
  readonly glossary: readonly GlossaryTerm[];
  readonly verified: VerifiedSql | null;
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

function understand(
  { request, choice, glossary }: Task,
  values: readonly KnownValue[],
): QuestionOutcome {
  return answerQuestion({
    question: request.question,
    schema: choice.schema,
    values,
    glossary,
    listLimit: request.limit,
  });
}

/** With a system at hand, values are looked up, the plan is asked for, and rows read when wanted. */
async function withConnection(
  { store, connectors, catalogs }: QuestionPorts,
  scope: Scope,
  { connection, task }: { readonly connection: Connection; readonly task: Task },
): Promise<NlQueryAnswerBody> {
  const first = understand(task, []);
  const mayRead = isAllowedIn(task.caller, 'data:read', connection.projectId);
  const lookupsOf = (one: QuestionOutcome) =>
    one.kind === 'refused' || !mayRead ? [] : one.lookups;
  const kept = await findKeptValues(store.catalogIndex, scope, {
    connectionId: connection.id,
    lookups: lookupsOf(first),
  });
  const second = kept.length > 0 ? understand(task, kept) : first;
  const lookups = stillUnknown(lookupsOf(second), kept);
  const { verified } = task;
  const isSettled = second.kind !== 'answered' && lookups.length === 0;
  if (isSettled && verified === null) return answer(task, second, null);
  const finish = async (
    outcome: QuestionOutcome,
    { session, values }: { session: ConnectorSession | null; values: readonly KnownValue[] },
  ): Promise<NlQueryAnswerBody> => {
    if (verified === null) return answer(task, outcome, session);
    const { catalog } = await catalogs.read(scope, connection);
    return answerVerified(session, {
      ...task,
      verified,
      tables: catalog.tables,
      read: (limit) => understand({ ...task, request: { ...task.request, limit } }, values),
      answer: () => answer(task, outcome, session),
      assumptions: toldAssumptions(task.choice.assumptions),
    });
  };
  const connector = requireConnector(connectors, connection.type);
  const settings = found(
    await store.connections.readSettings(scope, connection.id),
    'connection',
    connection.id,
  );
  const use = async (session: ConnectorSession): Promise<NlQueryAnswerBody> => {
    const { schema } = task.choice;
    const mayUnmask = isAllowedIn(task.caller, 'data:unmask', connection.projectId);
    const values =
      lookups.length > 0
        ? await lookUpValues(session, { schema, lookups, print: task.print, mayUnmask })
        : [];
    const all = [...kept, ...values];
    const outcome = values.length > 0 ? understand(task, all) : second;
    return finish(outcome, { session, values: all });
  };
  try {
    return await withSession({ connector, settings }, use);
  } catch (error) {
    const isAway =
      error instanceof AiEtlError &&
      (error.code === 'CONNECTION_FAILED' || error.code === 'CONNECTION_LOST');
    // The words can be read without the system; only running it cannot.
    if (isAway && !task.request.execute) return finish(second, { session: null, values: kept });
    throw withConnectionName(error, connection.name);
  }
}

async function answer(
  { request, choice, print, caller }: Task,
  outcome: QuestionOutcome,
  session: ConnectorSession | null,
): Promise<NlQueryAnswerBody> {
  const common = { dialect: choice.dialect, connection_id: choice.connection?.id ?? null };
  if (outcome.kind === 'refused') throw refused(outcome.reason);
  const assumptions = toldAssumptions([...choice.assumptions, ...outcome.assumptions]);
  if (outcome.kind === 'unclear') {
    return {
      ...empty,
      ...common,
      explanation: outcome.clarification.question,
      assumptions,
      clarification: {
        question: outcome.clarification.question,
        choices: [...outcome.clarification.choices],
      },
    };
  }
  const printed = compileQuery(outcome.query, print);
  if (!('sql' in printed)) {
    const question = printed.diagnostics.map((one) => one.message).join(' ');
    return {
      ...empty,
      ...common,
      explanation: question,
      assumptions,
      clarification: { question, choices: [] },
    };
  }
  const explained = session === null ? null : await session.explain(printed.sql);
  const run =
    session === null || !request.execute || choice.connection === null
      ? null
      : await runQuestion(session, {
          sql: printed.sql,
          query: outcome.query,
          print,
          columns: printed.columns,
          limit: request.limit,
          mayUnmask: isAllowedIn(caller, 'data:unmask', choice.connection.projectId),
        });
  return {
    ...common,
    sql: printed.sql,
    explanation: outcome.explanation,
    ...estimate({
      query: outcome.query,
      schema: choice.schema,
      dialect: choice.dialect,
      explained,
    }),
    confidence: choice.hypothetical
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
    verified: false,
    verified_question_id: null,
  };
}

function toldAssumptions(assumptions: readonly Assumption[]): NlQueryAnswerBody['assumptions'] {
  return assumptions.map((one) => ({ ...one, alternatives: [...one.alternatives] }));
}

type NoQuery = Omit<
  NlQueryAnswerBody,
  'explanation' | 'assumptions' | 'clarification' | 'dialect' | 'connection_id'
>;

const empty: NoQuery = {
  sql: null,
  estimated_rows: null,
  estimated_time_ms: null,
  estimated_from: 'none',
  confidence: 0,
  columns: [],
  rows: null,
  truncated: false,
  verified: false,
  verified_question_id: null,
};

/** Before anything else is looked at. */
function refuseWrites({ question }: NlQueryRequestBody): void {
  const outcome = answerQuestion({ question, schema: { defaultSchema: '', tables: [] } });
  if (outcome.kind === 'refused') throw refused(outcome.reason);
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

function nothingToAsk(request: NlQueryRequestBody): NlQueryAnswerBody {
  const question =
    'No connection of this project holds tables that can be asked. Which connection or tables are meant?';
  return {
    ...empty,
    dialect: request.dialect ?? 'postgresql',
    connection_id: null,
    explanation: question,
    assumptions: [],
    clarification: { question, choices: [] },
  };
}

function refused(reason: string): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', reason, {
    details: [{ field: 'question', error: 'must be a plain question that only reads' }],
  });
}

function unknownZone(): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', 'There is no such time zone.', {
    details: [{ field: 'timezone', error: 'must be an IANA name such as Europe/Berlin' }],
  });
}
