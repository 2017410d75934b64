import type { Logger } from 'pino';
import type { Clock } from '@ai-etl/core';
import type { Identity } from '@ai-etl/store';
import { mailLimits, makeAttemptGuard } from '../../auth/attempt-guard.ts';
import type { Authentication } from '../../auth/authentication.ts';
import { makeBackground } from '../../auth/background.ts';
import { passwords } from '../../auth/passwords.ts';
import type { App } from '../../http/app.ts';
import type { OpenIdSettings } from '../../config.ts';
import type { MailPort } from '../../mail/mail-port.ts';
import { registerAccountMailRoutes } from '../account-mail/routes.ts';
import { makeAccountMailService } from '../account-mail/service.ts';
import { registerApiKeyRoutes } from '../api-keys/routes.ts';
import { makeApiKeyService } from '../api-keys/service.ts';
import { openIdService } from '../openid/open-id-service.ts';
import { registerOpenIdRoutes } from '../openid/routes.ts';
import { registerSessionRoutes } from '../sessions/routes.ts';
import { registerAuthRoutes } from './routes.ts';
import { makeAuthService } from './service.ts';

export interface AuthenticationRoutePorts {
  readonly identity: Identity;
  readonly authentication: Authentication;
  readonly clock: Clock;
  readonly log: Logger;
  /** Null: mail is not configured. */
  readonly mail: MailPort | null;
  readonly publicUrl: string | null;
  /** Null: OpenID Connect is not configured. */
  readonly openId: OpenIdSettings | null;
}

/** Logging in and out, here or elsewhere, lost passwords, sessions and keys. */
export function registerAuthentication(app: App, ports: AuthenticationRoutePorts): void {
  const { identity, authentication, clock, log, mail, publicUrl } = ports;
  const { callers, logins, guard, tokens } = authentication;
  const background = makeBackground(log);
  app.addHook('onClose', () => background.settled());
  registerAuthRoutes(app, makeAuthService({ identity, logins, passwords, guard, callers }));
  registerSessionRoutes(app, { identity, callers });
  registerApiKeyRoutes(app, makeApiKeyService({ identity, callers, clock }));
  registerAccountMailRoutes(
    app,
    makeAccountMailService({
      identity,
      passwords,
      guard: makeAttemptGuard(identity, 'mails', mailLimits),
      callers,
      clock,
      mail,
      inBackground: background.run,
    }),
  );
  registerOpenIdRoutes(app, {
    service: openIdService(ports),
    tokens,
    publicUrl,
    sendsMail: mail !== null,
  });
}
