import type { FastifyRequest } from 'fastify';
import { invariant } from '@ai-etl/core';
import type { Role } from './permissions.ts';

/** Who is calling, as the access token says. Everything they see belongs to their organisation. */
export interface Principal {
  readonly userId: string;
  readonly organisationId: string;
  readonly role: Role;
}

/** The caller of a route that is not public. */
export function principalOf(request: FastifyRequest): Principal {
  invariant(request.principal !== null, 'a route that needs a caller is not public');
  return request.principal;
}
