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
  readonly response: Readonly<Record<number, z.ZodType>>;
}

interface RouteContract<Method extends string, Schema extends RouteSchema> {
  readonly method: Method;
  readonly url: string;
  readonly permission: RoutePermission;
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
  const { method, url, permission, schema } = contract;
  return {
    method,
    url,
    config: { permission },
    schema: {
      ...schema,
      tags: [...schema.tags],
      response: { ...schema.response, '4xx': ErrorEnvelope, '5xx': ErrorEnvelope },
    },
  };
}
