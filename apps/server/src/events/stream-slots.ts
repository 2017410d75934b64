import { AiEtlError } from '@ai-etl/core';

/** How many streams may be open at once. */
export interface StreamLimits {
  readonly perProcess: number;
  readonly perOrganisation: number;
  /** Of one WebSocket. */
  readonly subscriptions: number;
}

/** A stream costs about 20 kB, and its share of every event. */
export const streamLimits: StreamLimits = {
  perProcess: 5_000,
  perOrganisation: 1_000,
  subscriptions: 100,
};

/** A place among the open streams. */
export interface StreamSlot {
  /** Names whose stream it is; throws RATE_LIMIT_EXCEEDED when they have too many. */
  assign(organisationId: string): void;
  leave(): void;
}

export interface StreamSlots {
  /** Throws RATE_LIMIT_EXCEEDED when this process has too many. */
  enter(): StreamSlot;
}

export function makeStreamSlots(limits: StreamLimits): StreamSlots {
  const byOrganisation = new Map<string, number>();
  let open = 0;
  return {
    enter: () => {
      if (open >= limits.perProcess) throw tooMany('This server has too many open streams.');
      open += 1;
      let left = false;
      let owner: string | null = null;
      return {
        assign: (organisationId) => {
          const count = byOrganisation.get(organisationId) ?? 0;
          if (count >= limits.perOrganisation) {
            throw tooMany(
              `Your organisation has ${count} open streams on this server, as many as it may.`,
            );
          }
          owner = organisationId;
          byOrganisation.set(organisationId, count + 1);
        },
        leave: () => {
          if (left) return;
          left = true;
          open -= 1;
          if (owner === null) return;
          const count = (byOrganisation.get(owner) ?? 1) - 1;
          if (count === 0) byOrganisation.delete(owner);
          else byOrganisation.set(owner, count);
        },
      };
    },
  };
}

const retryAfterSeconds = '10';

function tooMany(what: string): AiEtlError {
  return new AiEtlError('RATE_LIMIT_EXCEEDED', `${what} Close some, or try again later.`, {
    details: [{ field: 'retry_after', error: retryAfterSeconds }],
  });
}
