import { createHash, hkdfSync, randomUUID } from 'node:crypto';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { z } from 'zod';
import { AiEtlError, type Clock } from '@ai-etl/core';
import type { Scope, Store } from '@ai-etl/store';
import type { KeySource } from '../auth/key-source.ts';

/**
 * Stands for a credential where that cannot be sent: in the URL of a WebSocket, or in a browser's
 * memory. It is good once and for half a minute, in any API process. The credential is sealed inside,
 * so that a stream ends when its login does.
 */
export interface Tickets {
  issue(credential: string, scope: Scope): Promise<Ticket>;
  /** The credential; throws AUTHENTICATION_REQUIRED. */
  redeem(ticket: string): Promise<string>;
}

export interface Ticket {
  readonly ticket: string;
  readonly expiresAt: string;
}

/** Less than the minute for which an unfinished idempotency key is kept: that is what makes it single-use. */
export const ticketSeconds = 30;

const audience = 'ai-etl-stream';
const Claims = z.object({ credential: z.string(), organisation: z.string(), jti: z.string() });

export interface TicketPorts {
  readonly keys: KeySource;
  readonly idempotency: Pick<Store['idempotency'], 'beginIdempotent'>;
  readonly clock: Clock;
}

export function makeTickets({ keys, idempotency, clock }: TicketPorts): Tickets {
  const keyOf = (id: string | undefined): Uint8Array => {
    const found = keys.current().keys.find((one) => one.id === id);
    if (found === undefined) throw badTicket();
    return ticketKey(found.key);
  };
  return {
    issue: async (credential, { organisationId }) => {
      const { activeId } = keys.current();
      const expiresAt = Math.floor(clock.now() / 1000) + ticketSeconds;
      const ticket = await new EncryptJWT({ credential, organisation: organisationId })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: activeId })
        .setJti(randomUUID())
        .setAudience(audience)
        .setExpirationTime(expiresAt)
        .encrypt(keyOf(activeId));
      return { ticket, expiresAt: new Date(expiresAt * 1000).toISOString() };
    },

    redeem: async (ticket) => {
      const claims = await open(ticket);
      const used = await idempotency.beginIdempotent(
        { organisationId: claims.organisation },
        `stream ticket ${claims.jti}`,
        createHash('sha256').update(claims.jti).digest('hex'),
      );
      if (used.outcome !== 'new') throw badTicket();
      return claims.credential;
    },
  };

  async function open(ticket: string): Promise<z.infer<typeof Claims>> {
    try {
      const { payload } = await jwtDecrypt(ticket, ({ kid }) => keyOf(kid), {
        audience,
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        currentDate: new Date(clock.now()),
      });
      return Claims.parse(payload);
    } catch {
      throw badTicket();
    }
  }
}

/** A key of its own, derived from the one that signs tokens. */
function ticketKey(key: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, '', 'ai-etl stream ticket', 32));
}

function badTicket(): AiEtlError {
  return new AiEtlError(
    'AUTHENTICATION_REQUIRED',
    `The ticket is not valid: it is good once, and for ${ticketSeconds} seconds. Get another with POST /api/v1/events/ticket.`,
    { details: [{ field: 'ticket', error: 'unknown, used or expired' }] },
  );
}
