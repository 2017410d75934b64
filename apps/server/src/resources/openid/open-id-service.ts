import type { Clock } from '@ai-etl/core';
import type { Identity } from '@ai-etl/store';
import type { Authentication } from '../../auth/authentication.ts';
import { makeOpenIdProvider } from '../../auth/openid-provider.ts';
import type { OpenIdSettings } from '../../config.ts';
import { makeOpenIdService, type OpenIdService } from './service.ts';

export interface OpenIdWiring {
  readonly identity: Identity;
  readonly authentication: Pick<Authentication, 'logins'>;
  readonly clock: Clock;
  readonly publicUrl: string | null;
  readonly openId: OpenIdSettings | null;
}

/** Null unless OpenID Connect and AI_ETL_PUBLIC_URL are configured. */
export function openIdService(wiring: OpenIdWiring): OpenIdService | null {
  const { identity, authentication, clock, publicUrl, openId } = wiring;
  if (openId === null || publicUrl === null) return null;
  const redirectUri = `${publicUrl}/api/v1/auth/oidc/callback`;
  return makeOpenIdService({
    identity,
    provider: makeOpenIdProvider({ settings: openId, redirectUri, clock }),
    newUserRole: openId.newUserRole,
    logins: authentication.logins,
    clock,
  });
}
