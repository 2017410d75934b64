import { sql } from 'kysely';
import { invariant } from '@ai-etl/core';
import { seal, unseal, type KeyRing } from './crypto/secret-box.ts';
import type { Scope, Tenancy } from './database/tenant.ts';

/** An answer as it left: its body is text, so that it can be sent again byte by byte. */
export interface StoredResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * `new`: go on, then `finishIdempotent` or `abandonIdempotent`. `replay`: answer this again.
 * `running`: the first call is not done. `mismatch`: the key was used for another request.
 */
export type IdempotencyAnswer =
  | { readonly outcome: 'new' | 'running' | 'mismatch' }
  | { readonly outcome: 'replay'; readonly response: StoredResponse };

/**
 * Answers kept by Idempotency-Key, so that a repeated request does nothing twice. Both the answer
 * (it may hold a secret that is shown once) and the hash of the request (it may hold one that can
 * be guessed) are sealed with the secret keys.
 */
export interface Idempotency {
  beginIdempotent(scope: Scope, key: string, requestHash: string): Promise<IdempotencyAnswer>;
  /** The first call is still at work: for a minute from now on nobody takes it for lost. */
  keepIdempotent(scope: Scope, key: string): Promise<void>;
  finishIdempotent(scope: Scope, key: string, response: StoredResponse): Promise<void>;
  /** The request failed in a way that may be tried again. */
  abandonIdempotent(scope: Scope, key: string): Promise<void>;
}

/** A key is good for a day; a first call of which nothing is heard blocks it for a minute. */
const outdated = sql<boolean>`(created_at < now() - interval '1 day'
  or (response is null and created_at < now() - interval '1 minute'))`;

/** Old rows that one call clears away beside its own, so that the table does not grow for ever. */
const swept = 100;

export function idempotencyOf(tenancy: Tenancy, ring: KeyRing): Idempotency {
  const contextOf = ({ organisationId }: Scope, key: string) =>
    `idempotency:${organisationId}:${key}`;

  return {
    beginIdempotent: (scope, key, requestHash) =>
      tenancy(scope)
        .transaction()
        .execute(async (trx): Promise<IdempotencyAnswer> => {
          const context = contextOf(scope, key);
          await trx.deleteFrom('idempotency_keys').where('key', '=', key).where(outdated).execute();
          await trx
            .deleteFrom('idempotency_keys')
            .where('key', 'in', (eb) =>
              eb
                .selectFrom('idempotency_keys')
                .select('key')
                .where('created_at', '<', sql<string>`now() - interval '1 day'`)
                .limit(swept)
                .forUpdate()
                .skipLocked(),
            )
            .execute();
          const inserted = await trx
            .insertInto('idempotency_keys')
            .values({
              organisation_id: scope.organisationId,
              key,
              request_hash: seal(ring, requestHash, context),
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
          if (unseal(ring, row.request_hash, context) !== requestHash) {
            return { outcome: 'mismatch' };
          }
          if (row.response === null) return { outcome: 'running' };
          const response = parseResponse(JSON.parse(unseal(ring, row.response.sealed, context)));
          return { outcome: 'replay', response };
        }),

    keepIdempotent: async (scope, key) => {
      await tenancy(scope)
        .updateTable('idempotency_keys')
        .set({ created_at: sql<string>`now()` })
        .where('key', '=', key)
        .where('response', 'is', null)
        .execute();
    },

    finishIdempotent: async (scope, key, response) => {
      const sealed = seal(ring, JSON.stringify(response), contextOf(scope, key));
      await tenancy(scope)
        .updateTable('idempotency_keys')
        .set({ response: JSON.stringify({ sealed }) })
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

/** Authenticated text of our own writing: anything else is a bug. */
function parseResponse(value: unknown): StoredResponse {
  invariant(typeof value === 'object' && value !== null, 'a kept answer is an object');
  const status: unknown = Reflect.get(value, 'status');
  const headers: unknown = Reflect.get(value, 'headers');
  const body: unknown = Reflect.get(value, 'body');
  invariant(
    typeof status === 'number' && typeof body === 'string' && typeof headers === 'object',
    'a kept answer has a status, headers and a body',
  );
  const kept = Object.entries(headers ?? {}).map(([name, text]) => [name, String(text)] as const);
  return { status, headers: Object.fromEntries(kept), body };
}
