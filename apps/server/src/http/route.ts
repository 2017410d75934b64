import type { z } from 'zod';
import type { RoutePermission } from '../auth/permissions.ts';
import { ErrorEnvelope } from './error-envelope.ts';

interface RouteSchema {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly params?: z.ZodType;
  readonly querystring?: z.ZodType;
  readonly body?: z.ZodType;
  readonly headers?: z.ZodType;
  readonly response: Readonly<Record<number, z.ZodType | OtherAnswer>>;
}

/** An answer that is no JSON: sent as text, with its own content type. */
interface OtherAnswer {
  readonly description: string;
  readonly content: Readonly<Record<string, { readonly schema: z.ZodType }>>;
}

interface RouteContract<Method extends string, Schema extends RouteSchema> {
  readonly method: Method;
  readonly url: string;
  readonly permission: RoutePermission;
  /** Takes the Idempotency-Key header: a POST that creates or runs something. */
  readonly idempotent?: boolean;
  /** Takes seconds of a processor or of somebody's database: only so many are at work at once. */
  readonly heavy?: boolean;
  /** How long it may take. Default: two minutes. */
  readonly timeoutMs?: number;
  readonly schema: Schema;
}

/**
 * A route's contract: what is sent, what is answered, who may. It feeds validation,
 * serialisation, authorisation and OpenAPI; every route can also answer the error envelope.
 *
 * Custom verbs are written `/pipelines::generate` and
 * `/pipelines/:pipeline_id(^[^:/]+)::deploy`; without the expression the parameter would
 * swallow the verb.
 */
export function route<const Method extends string, const Schema extends RouteSchema>(
  contract: RouteContract<Method, Schema>,
) {
  const { method, url, permission, idempotent = false, heavy = false, schema } = contract;
  return {
    method,
    url,
    config: { permission, idempotent, heavy },
    ...(contract.timeoutMs === undefined ? {} : { handlerTimeout: contract.timeoutMs }),
    schema: {
      ...schema,
      tags: [...schema.tags],
      response: { ...errorAnswers(contract), ...schema.response },
    },
  };
}

/** Every status a failure of this route may have, so that a generated client knows them all. */
function errorAnswers({
  method,
  permission,
}: Pick<RouteContract<string, RouteSchema>, 'method' | 'permission'>) {
  const open = permission === 'public';
  const reads = method === 'GET' || method === 'HEAD';
  const statuses = [
    400,
    ...(open ? [401] : [401, 403]),
    404,
    405,
    ...(reads ? [] : [409, 413, 415]),
    429,
    431,
    500,
    502,
    503,
    504,
  ];
  return Object.fromEntries(statuses.map((status) => [status, ErrorEnvelope]));
}
