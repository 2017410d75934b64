import { AiEtlError } from '@ai-etl/core';
import { networkOf } from '../limits/rate-limiter.ts';

/** How many streams may be open at once. */
export interface StreamLimits {
  readonly perProcess: number;
  readonly perOrganisation: number;
  /** From one address, whose callers have not said yet who they are. */
  readonly unnamedPerAddress: number;
  /** Of one WebSocket. */
  readonly subscriptions: number;
}

/** A stream costs about 20 kB, and its share of every event. */
export const streamLimits: StreamLimits = {
  perProcess: 5_000,
  perOrganisation: 1_000,
  unnamedPerAddress: 200,
  subscriptions: 100,
};

/** A place among the open streams. */
export interface StreamSlot {
  /** Names whose stream it is; throws RATE_LIMIT_EXCEEDED when they have too many. */
  assign(organisationId: string): void;
  leave(): void;
}

export interface StreamSlots {
  /** Throws RATE_LIMIT_EXCEEDED when this process, or this address, has too many. */
  enter(address: string): StreamSlot;
}

export function makeStreamSlots(limits: StreamLimits): StreamSlots {
  const byOrganisation = new Map<string, number>();
  const unnamed = new Map<string, number>();
  let open = 0;
  return {
    enter: (address) => {
      const network = networkOf(address);
      if (open >= limits.perProcess) throw tooMany('This server has too many open streams.');
      if ((unnamed.get(network) ?? 0) >= limits.unnamedPerAddress) {
        throw tooMany('Too many connections of your address have not said who they are.');
      }
      open += 1;
      count(unnamed, network, 1);
      let left = false;
      let owner: string | null = null;
      return {
        assign: (organisationId) => {
          const theirs = byOrganisation.get(organisationId) ?? 0;
          if (theirs >= limits.perOrganisation) {
            throw tooMany(
              `Your organisation has ${theirs} open streams on this server, as many as it may.`,
            );
          }
          owner = organisationId;
          count(unnamed, network, -1);
          count(byOrganisation, organisationId, 1);
        },
        leave: () => {
          if (left) return;
          left = true;
          open -= 1;
          if (owner === null) count(unnamed, network, -1);
          else count(byOrganisation, owner, -1);
        },
      };
    },
  };
}

function count(counts: Map<string, number>, key: string, by: number): void {
  const now = (counts.get(key) ?? 0) + by;
  if (now === 0) counts.delete(key);
  else counts.set(key, now);
}

const retryAfterSeconds = '10';

function tooMany(what: string): AiEtlError {
  return new AiEtlError('RATE_LIMIT_EXCEEDED', `${what} Close some, or try again later.`, {
    details: [{ field: 'retry_after', error: retryAfterSeconds }],
  });
}
