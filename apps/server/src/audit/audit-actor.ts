import { decodeJwt } from 'jose';
import type { AuditActor } from '@ai-etl/store';
import type { Principal } from '../auth/principal.ts';

/** Who acts, and in whose log that is written. */
export interface Acting {
  readonly actor: AuditActor;
  readonly organisationId: string;
}

export function actingAs({ kind, userId, apiKeyId, organisationId }: Principal): Acting {
  return { actor: { kind, userId, apiKeyId }, organisationId };
}

/** No organisation has this id: the entry goes to the operator's. */
const nobodys = '';

export const anonymous: Acting = {
  actor: { kind: 'anonymous', userId: null, apiKeyId: null },
  organisationId: nobodys,
};

/**
 * Who a refused credential claims to be: an expired or revoked token is worth knowing about to the
 * organisation it was made for. Nothing of it is proved.
 */
export function claimedBy(authorization: string | undefined): Acting {
  const unproven = { kind: 'unproven', userId: null, apiKeyId: null } as const;
  const token = /^Bearer +([^\s]{1,4000})$/i.exec(authorization ?? '')?.[1];
  try {
    const claims = token === undefined ? {} : decodeJwt(token);
    return {
      actor: { ...unproven, userId: idOrNull(claims.sub) },
      organisationId: idOrNull(claims['org']) ?? nobodys,
    };
  } catch {
    return { actor: unproven, organisationId: nobodys };
  }
}

/** Only what could be an id of ours is written down, whatever a forger put there. */
function idOrNull(claim: unknown): string | null {
  return typeof claim === 'string' && /^\w{1,64}$/.test(claim) ? claim : null;
}
