import type { Clock } from '@ai-etl/core';
import type { Store } from '@ai-etl/store';
import type { Authentication } from '../../auth/authentication.ts';
import { passwords } from '../../auth/passwords.ts';
import type { App } from '../../http/app.ts';
import { registerInvitationRoutes } from '../invitations/routes.ts';
import { makeInvitationService, type InvitationPorts } from '../invitations/service.ts';
import { registerMemberRoutes } from '../members/routes.ts';
import { makeMemberService } from '../members/service.ts';
import { registerProjectRoutes } from '../projects/routes.ts';
import { makeProjectService } from '../projects/service.ts';
import { registerOrganisationRoutes } from './routes.ts';
import { makeOrganisationService } from './service.ts';

export interface OrganisationRoutePorts {
  readonly store: Pick<Store, 'identity' | 'organisations'>;
  readonly authentication: Authentication;
  readonly clock: Clock;
  readonly mail: InvitationPorts['mail'];
}

/** The organisation, its projects, and who belongs to them. */
export function registerOrganisation(app: App, ports: OrganisationRoutePorts): void {
  const { store, authentication, clock, mail } = ports;
  const { identity, organisations } = store;
  const { callers, logins } = authentication;
  registerOrganisationRoutes(
    app,
    makeOrganisationService({ organisations, identity, logins, callers }),
  );
  registerMemberRoutes(app, makeMemberService({ organisations, callers }));
  registerProjectRoutes(app, makeProjectService({ identity, organisations, callers }));
  registerInvitationRoutes(app, {
    service: makeInvitationService({ organisations, identity, callers, passwords, clock, mail }),
    readToken: (token) => callers.read(token),
  });
}
