import type { Clock } from '@ai-etl/core';
import type { Identity } from '@ai-etl/store';
import type { Authentication } from '../../auth/authentication.ts';
import { passwords } from '../../auth/passwords.ts';
import type { App } from '../../http/app.ts';
import { registerApiKeyRoutes } from '../api-keys/routes.ts';
import { makeApiKeyService } from '../api-keys/service.ts';
import { registerSessionRoutes } from '../sessions/routes.ts';
import { registerAuthRoutes } from './routes.ts';
import { makeAuthService } from './service.ts';

export interface AuthenticationRoutePorts {
  readonly identity: Identity;
  readonly authentication: Authentication;
  readonly clock: Clock;
}

/** Logging in and out, sessions and keys. */
export function registerAuthentication(app: App, ports: AuthenticationRoutePorts): void {
  const { identity, authentication, clock } = ports;
  const { callers, logins, guard } = authentication;
  registerAuthRoutes(app, makeAuthService({ identity, logins, passwords, guard, callers }));
  registerSessionRoutes(app, { identity, callers });
  registerApiKeyRoutes(app, makeApiKeyService({ identity, callers, clock }));
}
