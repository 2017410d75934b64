import type { FastifyRequest } from 'fastify';
import type { Invitation } from '@ai-etl/store';
import { personOf, principalOf, type Principal } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import type { TokenReader } from '../../http/authorisation.ts';
import { credentialOf } from '../../http/credentials.ts';
import { sendPageHeaders } from '../../http/pagination.ts';
import {
  acceptInvitation,
  createInvitation,
  deleteInvitation,
  listInvitations,
  type AcceptedBody,
  type InvitationBody,
} from './contract.ts';
import type { Accepted, InvitationService } from './service.ts';

export interface InvitationRoutePorts {
  readonly service: InvitationService;
  readonly readToken: TokenReader;
}

export function registerInvitationRoutes(
  app: App,
  { service, readToken }: InvitationRoutePorts,
): void {
  app.route({
    ...createInvitation,
    handler: async (request, reply) => {
      const { email, role, project_id: projectId = null } = request.body;
      const made = await service.create(principalOf(request), { email, role, projectId });
      const { token, emailed } = made;
      return reply.code(201).send({ ...present(made.invitation), token, emailed });
    },
  });

  app.route({
    ...listInvitations,
    handler: async (request, reply) => {
      const asked = { page: request.query.page, perPage: request.query.per_page };
      const { items, total } = await service.list(principalOf(request), asked);
      sendPageHeaders(request, reply, { ...asked, total });
      return items.map(present);
    },
  });

  app.route({
    ...deleteInvitation,
    handler: async (request, reply) => {
      await service.delete(principalOf(request), request.params.invitation_id);
      return reply.code(204).send();
    },
  });

  app.route({
    ...acceptInvitation,
    handler: async (request) => {
      const { token, password } = request.body;
      const caller = await callerIfAny(request, readToken);
      // No key has been made for joining anything.
      if (caller !== null) personOf(caller);
      return presentAccepted(await service.accept({ token, password, caller }));
    },
  });
}

/** The route is open to all; whoever says who they are has to prove it. */
function callerIfAny(request: FastifyRequest, readToken: TokenReader): Promise<Principal | null> {
  const { authorization, 'x-api-key': apiKey } = request.headers;
  if (authorization === undefined && apiKey === undefined) return Promise.resolve(null);
  return readToken(credentialOf(request));
}

function present(invitation: Invitation): InvitationBody {
  return {
    invitation_id: invitation.id,
    email: invitation.email,
    role: invitation.role,
    project_id: invitation.projectId,
    status: invitation.expired ? 'expired' : 'open',
    created_at: invitation.createdAt,
    expires_at: invitation.expiresAt,
  };
}

function presentAccepted({ userId, invitation }: Accepted): AcceptedBody {
  return {
    user_id: userId,
    email: invitation.email,
    organisation_id: invitation.organisationId,
    role: invitation.role,
    project_id: invitation.projectId,
  };
}
