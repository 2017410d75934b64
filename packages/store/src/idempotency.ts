import { sql } from 'kysely';
import type { Scope, Tenancy } from './database/tenant.ts';

export interface StoredResponse {
  readonly status: number;
  readonly body: unknown;
}

/**
 * `new`: go on, then `finishIdempotent` or `abandonIdempotent`. `replay`: answer this again.
 * `running`: the first call is not done. `mismatch`: the key was used for another request.
 */
export type IdempotencyAnswer =
  | { readonly outcome: 'new' | 'running' | 'mismatch' }
  | { readonly outcome: 'replay'; readonly response: StoredResponse };

/** Answers kept by Idempotency-Key, so that a repeated request does nothing twice. */
export interface Idempotency {
  beginIdempotent(scope: Scope, key: string, requestHash: string): Promise<IdempotencyAnswer>;
  finishIdempotent(scope: Scope, key: string, response: StoredResponse): Promise<void>;
  /** The request failed in a way that may be tried again. */
  abandonIdempotent(scope: Scope, key: string): Promise<void>;
}

/** A key is good for a day; a first call that never finished blocks it for as long as a minute. */
const outdated = sql<boolean>`(created_at < now() - interval '1 day'
  or (response is null and created_at < now() - interval '1 minute'))`;

export function idempotencyOf(tenancy: Tenancy): Idempotency {
  return {
    beginIdempotent: (scope, key, requestHash) =>
      tenancy(scope)
        .transaction()
        .execute(async (trx): Promise<IdempotencyAnswer> => {
          await trx.deleteFrom('idempotency_keys').where('key', '=', key).where(outdated).execute();
          const inserted = await trx
            .insertInto('idempotency_keys')
            .values({
              organisation_id: scope.organisationId,
              key,
              request_hash: requestHash,
              response: null,
            })
            .onConflict((conflict) => conflict.columns(['organisation_id', 'key']).doNothing())
            .returning('key')
            .executeTakeFirst();
          if (inserted !== undefined) return { outcome: 'new' };
          const row = await trx
            .selectFrom('idempotency_keys')
            .select(['request_hash', 'response'])
            .where('key', '=', key)
            .executeTakeFirst();
          // Abandoned between the two statements: the caller may try again.
          if (row === undefined) return { outcome: 'running' };
          if (row.request_hash !== requestHash) return { outcome: 'mismatch' };
          return row.response === null
            ? { outcome: 'running' }
            : { outcome: 'replay', response: row.response };
        }),

    finishIdempotent: async (scope, key, response) => {
      await tenancy(scope)
        .updateTable('idempotency_keys')
        .set({ response: JSON.stringify(response) })
        .where('key', '=', key)
        .execute();
    },

    abandonIdempotent: async (scope, key) => {
      await tenancy(scope)
        .deleteFrom('idempotency_keys')
        .where('key', '=', key)
        .where('response', 'is', null)
        .execute();
    },
  };
}
