import { sql, type Kysely } from 'kysely';
import { invariant } from '@ai-etl/core';
import { isStale, seal, unseal, type KeyRing } from '../crypto/secret-box.ts';
import type { AllTables } from '../database/schema.ts';
import type { WebhookTarget } from './webhook.ts';

/** Where a webhook leads, as one sealed text bound to its id. */
export function sealTarget(ring: KeyRing, webhookId: string, target: WebhookTarget): string {
  return seal(ring, JSON.stringify(target), webhookId);
}

/**
 * Throws CONFIGURATION_INVALID when no key of the ring opens it. A former secret whose time is over
 * is left out.
 */
export function openTarget(
  ring: KeyRing,
  row: { readonly id: string; readonly sealed: string; readonly previousSecretCounts: boolean },
): WebhookTarget {
  const target = parseTarget(JSON.parse(unseal(ring, row.sealed, row.id)));
  if (target.channel !== 'webhook' || row.previousSecretCounts) return target;
  return { ...target, secrets: [target.secrets[0]] };
}

/** Judged by the database's clock, like all times of a row. */
export const previousSecretCounts = sql<boolean>`coalesce(previous_secret_until > clock_timestamp(), false)`;

/** As resealSecrets of connections. */
export async function resealTargets(db: Kysely<AllTables>, ring: KeyRing): Promise<number> {
  const rows = await db.selectFrom('webhooks').select(['id', 'sealed']).execute();
  let resealed = 0;
  for (const { id, sealed } of rows) {
    if (!isStale(ring, sealed)) continue;
    const result = await db
      .updateTable('webhooks')
      .set({ sealed: seal(ring, unseal(ring, sealed, id), id) })
      .where('id', '=', id)
      .where('sealed', '=', sealed)
      .executeTakeFirst();
    resealed += Number(result.numUpdatedRows);
  }
  return resealed;
}

function parseTarget(value: unknown): WebhookTarget {
  invariant(
    typeof value === 'object' && value !== null && 'channel' in value,
    'a sealed target names its channel',
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- authenticated text that sealTarget wrote from a WebhookTarget
  return value as WebhookTarget;
}
