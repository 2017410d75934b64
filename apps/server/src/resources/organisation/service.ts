import { AiEtlError } from '@ai-etl/core';
import type { Identity, Organisation, OrganisationTopics, Scope } from '@ai-etl/store';
import type { Callers } from '../../auth/callers.ts';
import type { Logins, TokenPair } from '../../auth/logins.ts';
import type { Principal } from '../../auth/principal.ts';
import { found } from '../../scope.ts';

export interface OrganisationServicePorts {
  readonly organisations: Pick<OrganisationTopics, 'getOrganisation' | 'renameOrganisation'>;
  readonly identity: Pick<Identity, 'getUser' | 'endSession'>;
  readonly logins: Pick<Logins, 'open'>;
  readonly callers: Pick<Callers, 'forgetUser'>;
}

export interface SwitchRequest {
  readonly organisationId: string;
  readonly address: string;
  readonly userAgent: string;
}

export interface OrganisationService {
  get(scope: Scope): Promise<Organisation>;
  rename(scope: Scope, name: string): Promise<Organisation>;
  /** Throws RESOURCE_NOT_FOUND unless the caller belongs to it, PERMISSION_DENIED for an API key. */
  switch(caller: Principal, request: SwitchRequest): Promise<TokenPair>;
}

export function makeOrganisationService(ports: OrganisationServicePorts): OrganisationService {
  const { organisations, identity, logins, callers } = ports;
  return {
    get: async (scope) =>
      found(await organisations.getOrganisation(scope), 'organisation', scope.organisationId),
    rename: async (scope, name) =>
      found(
        await organisations.renameOrganisation(scope, name),
        'organisation',
        scope.organisationId,
      ),

    switch: async ({ userId, sessionId }, { organisationId, address, userAgent }) => {
      if (sessionId === null) throw notForKeys();
      const user = found(await identity.getUser(userId), 'user', userId);
      found(
        user.memberships.find((one) => one.organisationId === organisationId),
        'organisation',
        organisationId,
      );
      const origin = { method: 'password', address, userAgent } as const;
      const pair = await logins.open({ user, origin, organisationId });
      await identity.endSession(userId, sessionId);
      callers.forgetUser(userId);
      return pair;
    },
  };
}

function notForKeys(): AiEtlError {
  return new AiEtlError(
    'PERMISSION_DENIED',
    'An API key belongs to one organisation. Log in, or use a key of the other organisation.',
    { details: [{ field: 'authorization', error: 'an API key' }] },
  );
}
