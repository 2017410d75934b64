import { AiEtlError, invariant, type DialectName, type PipelineSpec } from '@ai-etl/core';
import { requireProject } from '../connections/connections.ts';
import { violatedUnique } from '../database/database-error.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';
import { newId } from '../new-id.ts';
import { containing, offsetOf, type Page, type PageRequest } from '../page.ts';
import {
  wordsOfQuestion,
  type NewVerifiedQuestion,
  type VerifiedQuestion,
  type VerifiedQuestionFilter,
} from './verified-question.ts';

/** Questions with approved answers. Null answers mean: not there, or somebody else's. */
export interface VerifiedQuestions {
  /** Throws RESOURCE_NOT_FOUND for the project, CONFLICT when these words have an answer there already. */
  createVerifiedQuestion(scope: Scope, request: NewVerifiedQuestion): Promise<VerifiedQuestion>;
  /** Newest first. */
  listVerifiedQuestions(
    scope: Scope,
    filter: VerifiedQuestionFilter,
    page: PageRequest,
  ): Promise<Page<VerifiedQuestion>>;
  getVerifiedQuestion(scope: Scope, id: string): Promise<VerifiedQuestion | null>;
  /** Those of a project whose words are the question's, oldest first. */
  findVerifiedQuestions(
    scope: Scope,
    asked: { readonly projectId: string; readonly question: string },
  ): Promise<readonly VerifiedQuestion[]>;
  deleteVerifiedQuestion(scope: Scope, id: string): Promise<boolean>;
}

const columns = [
  'id',
  'project_id as projectId',
  'question',
  'description',
  'connection_id as connectionId',
  'dialect',
  'sql',
  'asked_at as askedAt',
  'timezone',
  'list_limit as listLimit',
  'spec',
  'created_by as createdBy',
  'created_at as createdAt',
] as const;

export function verifiedQuestionsOf(tenancy: Tenancy): VerifiedQuestions {
  return {
    createVerifiedQuestion: async (scope, { projectId, question, answer, ...rest }) => {
      await requireProject(tenancy, scope, projectId);
      try {
        const row = await tenancy(scope)
          .insertInto('verified_questions')
          .values({
            id: newId('verified_question'),
            organisation_id: scope.organisationId,
            project_id: projectId,
            question,
            words: wordsOfQuestion(question),
            description: rest.description,
            created_by: rest.createdBy,
            ...(answer.kind === 'spec'
              ? { ...noSql, spec: JSON.stringify(answer.spec) }
              : {
                  connection_id: answer.connectionId,
                  dialect: answer.dialect,
                  sql: answer.sql,
                  asked_at: answer.askedAt,
                  timezone: answer.timezone,
                  list_limit: answer.listLimit,
                  spec: null,
                }),
          })
          .returning(columns)
          .executeTakeFirstOrThrow();
        return fromRow(row);
      } catch (error) {
        if (violatedUnique(error) !== 'verified_questions_words') throw error;
        throw answeredAlready();
      }
    },

    listVerifiedQuestions: async (scope, filter, page) => {
      let query = tenancy(scope).selectFrom('verified_questions');
      const { projectId, connectionId, kind, search } = filter;
      if (projectId !== undefined) query = query.where('project_id', '=', projectId);
      if (connectionId !== undefined) query = query.where('connection_id', '=', connectionId);
      if (kind !== undefined) query = query.where(kind, 'is not', null);
      if (search !== undefined) query = query.where('question', 'ilike', containing(search));
      const rows = await query
        .select(columns)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(page.perPage)
        .offset(offsetOf(page))
        .execute();
      const { total } = await query
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return { items: rows.map(fromRow), total };
    },

    getVerifiedQuestion: async (scope, id) => {
      const row = await tenancy(scope)
        .selectFrom('verified_questions')
        .select(columns)
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? null : fromRow(row);
    },

    findVerifiedQuestions: async (scope, { projectId, question }) => {
      const rows = await tenancy(scope)
        .selectFrom('verified_questions')
        .select(columns)
        .where('project_id', '=', projectId)
        .where('words', '=', wordsOfQuestion(question))
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(fromRow);
    },

    deleteVerifiedQuestion: async (scope, id) => {
      const result = await tenancy(scope)
        .deleteFrom('verified_questions')
        .where('id', '=', id)
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
  };
}

const noSql = {
  connection_id: null,
  dialect: null,
  sql: null,
  asked_at: null,
  timezone: null,
  list_limit: null,
} as const;

interface Row extends Pick<
  VerifiedQuestion,
  'id' | 'projectId' | 'question' | 'description' | 'createdBy' | 'createdAt'
> {
  readonly connectionId: string | null;
  readonly dialect: DialectName | null;
  readonly sql: string | null;
  readonly askedAt: string | null;
  readonly timezone: string | null;
  readonly listLimit: number | null;
  readonly spec: PipelineSpec | null;
}

function fromRow(row: Row): VerifiedQuestion {
  const { connectionId, dialect, sql, askedAt, timezone, listLimit, spec, ...common } = row;
  if (spec !== null) return { ...common, answer: { kind: 'spec', spec } };
  const isWhole =
    connectionId !== null &&
    dialect !== null &&
    sql !== null &&
    askedAt !== null &&
    timezone !== null &&
    listLimit !== null;
  invariant(isWhole, 'a verified question holds a spec, or SQL and how it was read');
  return {
    ...common,
    answer: { kind: 'sql', connectionId, dialect, sql, askedAt, timezone, listLimit },
  };
}

function answeredAlready(): AiEtlError {
  return new AiEtlError(
    'CONFLICT',
    'These words have an approved answer there already. Delete it first.',
    { details: [{ field: 'question', error: 'is answered already' }] },
  );
}
