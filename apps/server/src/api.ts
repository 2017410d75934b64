import type { Logger } from 'pino';
import type { Clock } from '@ai-etl/core';
import type { Store } from '@ai-etl/store';
import { makeAttemptLimiter } from './auth/attempt-limiter.ts';
import { warmPasswords } from './auth/passwords.ts';
import { makeTokens } from './auth/tokens.ts';
import { buildApp } from './http/app.ts';
import type { ServerKeys } from './keys.ts';
import { registerAuthRoutes } from './resources/auth/routes.ts';
import { makeAuthService } from './resources/auth/service.ts';
import { registerHealthRoutes } from './resources/health/routes.ts';
import { makeHealthService } from './resources/health/service.ts';

export interface ApiPorts {
  readonly store: Store;
  readonly keys: ServerKeys;
  readonly clock: Clock;
  readonly log: Logger;
  readonly trustProxy: boolean;
}

/** Ten wrong passwords for one account from one address, then a quarter of an hour of pause. */
const loginLimits = { failures: 10, windowMs: 15 * 60_000 };

/** The whole API, wired, without a socket. */
export async function makeApi({ store, keys, clock, log, trustProxy }: ApiPorts) {
  const tokens = makeTokens(keys.tokens, clock);
  const health = makeHealthService(store);
  const auth = makeAuthService({
    identity: store.identity,
    tokens,
    limiter: makeAttemptLimiter(loginLimits, clock),
  });
  await warmPasswords();
  return buildApp({
    log,
    trustProxy,
    readToken: (token) => tokens.readAccess(token),
    root: (app) => registerHealthRoutes(app, health),
    api: (app) => {
      registerAuthRoutes(app, auth);
    },
  });
}
