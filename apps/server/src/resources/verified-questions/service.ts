import { AiEtlError, isTimeZone, type Clock } from '@ai-etl/core';
import type {
  ApprovedSpec,
  ApprovedSql,
  Page,
  PageRequest,
  Scope,
  Store,
  VerifiedQuestion,
  VerifiedQuestionFilter,
} from '@ai-etl/store';
import type { Principal } from '../../auth/principal.ts';
import type { Connectors } from '../../data/connector-lookup.ts';
import { found, notFound, scopeOf } from '../../scope.ts';
import type { QuestionService } from '../nl-query/service.ts';
import { proveWritten, type CreatePorts } from '../pipelines/create.ts';
import { approveSql } from './approve-sql.ts';
import type { NewVerifiedQuestionBody } from './contract.ts';

export interface VerifiedQuestionPorts {
  readonly store: Pick<Store, 'verifiedQuestions' | 'connections' | 'identity'>;
  readonly connectors: Connectors;
  readonly clock: Clock;
  /** Reads a question as of a moment. */
  readonly askAt: (nowMs: number) => QuestionService;
  readonly pipelines: Pick<CreatePorts, 'project' | 'prover'>;
}

/** Questions with approved answers. RESOURCE_NOT_FOUND for what is not the caller's. */
export interface VerifiedQuestionService {
  /**
   * Throws VALIDATION_ERROR for an answer that does not run or would be another one tomorrow, and
   * for a question that is not understood when no answer is given; CONFLICT when it has one.
   */
  create(caller: Principal, body: NewVerifiedQuestionBody): Promise<VerifiedQuestion>;
  list(
    scope: Scope,
    filter: VerifiedQuestionFilter,
    page: PageRequest,
  ): Promise<Page<VerifiedQuestion>>;
  get(scope: Scope, id: string): Promise<VerifiedQuestion>;
  delete(scope: Scope, id: string): Promise<void>;
}

export function makeVerifiedQuestionService(ports: VerifiedQuestionPorts): VerifiedQuestionService {
  const { verifiedQuestions, identity } = ports.store;

  const approveSpec = async (
    scope: Scope,
    { project_id, spec: written }: NewVerifiedQuestionBody,
  ): Promise<{ readonly projectId: string; readonly answer: ApprovedSpec }> => {
    const { id: projectId } = found(
      await identity.getProject(scope, project_id),
      'project',
      project_id ?? 'default',
    );
    const options = { optimize: false, validate: false };
    const { spec } = await proveWritten(ports.pipelines, scope, { projectId, written, options });
    return { projectId, answer: { kind: 'spec', spec } };
  };

  return {
    create: async (caller, body) => {
      const scope = scopeOf(caller);
      refuseMixed(body);
      const approved: { projectId: string; answer: ApprovedSql | ApprovedSpec } =
        body.spec === undefined
          ? await approveSql(ports, caller, body)
          : await approveSpec(scope, body);
      const { projectId, answer } = approved;
      const { question, description } = body;
      const request = { projectId, question, description, answer, createdBy: caller.userId };
      return verifiedQuestions.createVerifiedQuestion(scope, request);
    },

    list: (scope, filter, page) => verifiedQuestions.listVerifiedQuestions(scope, filter, page),

    get: async (scope, id) =>
      found(await verifiedQuestions.getVerifiedQuestion(scope, id), 'verified_question', id),

    delete: async (scope, id) => {
      const deleted = await verifiedQuestions.deleteVerifiedQuestion(scope, id);
      if (!deleted) throw notFound('verified_question', id);
    },
  };
}

function refuseMixed({ sql, spec, connection_id, timezone }: NewVerifiedQuestionBody): void {
  const details = [
    ...(spec !== undefined && sql !== undefined
      ? [{ field: 'spec', error: 'give `sql` or `spec`, not both' }]
      : []),
    ...(spec !== undefined && connection_id !== undefined
      ? [{ field: 'connection_id', error: 'a spec names its own connections' }]
      : []),
    ...(spec === undefined && connection_id === undefined
      ? [{ field: 'connection_id', error: 'required: where the SQL runs' }]
      : []),
    ...(isTimeZone(timezone)
      ? []
      : [{ field: 'timezone', error: 'must be an IANA name such as Europe/Berlin' }]),
  ];
  if (details.length === 0) return;
  throw new AiEtlError('VALIDATION_ERROR', 'The answer cannot be approved.', { details });
}
