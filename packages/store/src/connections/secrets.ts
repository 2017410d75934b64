import type { Kysely } from 'kysely';
import { invariant } from '@ai-etl/core';
import { isStale, seal, unseal, type KeyRing } from '../crypto/secret-box.ts';
import type { AllTables } from '../database/schema.ts';

/** The columns that hold a connection's secrets; the connection's id is authenticated with them. */
export function sealSecrets(
  ring: KeyRing,
  connectionId: string,
  secrets: Readonly<Record<string, string>>,
): { readonly secrets: string | null; readonly secret_names: string[] } {
  const names = Object.keys(secrets).sort();
  return {
    secrets: names.length === 0 ? null : seal(ring, JSON.stringify(secrets), connectionId),
    secret_names: names,
  };
}

/** Throws CONFIGURATION_INVALID when no key of the ring opens them. */
export function openSecrets(
  ring: KeyRing,
  connectionId: string,
  sealed: string | null,
): Readonly<Record<string, string>> {
  if (sealed === null) return {};
  return parseSecrets(JSON.parse(unseal(ring, sealed, connectionId)));
}

/**
 * Seals every secret that an older key sealed with the active one, row by row; afterwards the
 * older keys may leave the ring. Answers how many were sealed anew.
 */
export async function resealSecrets(db: Kysely<AllTables>, ring: KeyRing): Promise<number> {
  const rows = await db
    .selectFrom('connections')
    .select(['id', 'secrets'])
    .where('secrets', 'is not', null)
    .execute();
  let resealed = 0;
  for (const { id, secrets } of rows) {
    if (secrets === null || !isStale(ring, secrets)) continue;
    // Only if nobody wrote new secrets meanwhile; those are sealed with the active key anyway.
    const result = await db
      .updateTable('connections')
      .set({ secrets: seal(ring, unseal(ring, secrets, id), id) })
      .where('id', '=', id)
      .where('secrets', '=', secrets)
      .executeTakeFirst();
    resealed += Number(result.numUpdatedRows);
  }
  return resealed;
}

/** Authenticated text of our own writing: anything else is a bug. */
function parseSecrets(value: unknown): Readonly<Record<string, string>> {
  invariant(typeof value === 'object' && value !== null, 'sealed secrets are an object');
  const secrets: Record<string, string> = {};
  for (const [name, secret] of Object.entries(value)) {
    invariant(typeof secret === 'string', 'a sealed secret is text');
    secrets[name] = secret;
  }
  return secrets;
}
