import type { Idempotency, StoredResponse } from '@ai-etl/store';

/** Keeps answers in memory, as the store keeps them in its database. */
export function memoryIdempotency(): Idempotency {
  const kept = new Map<string, { readonly hash: string; response: StoredResponse | null }>();
  return {
    beginIdempotent: async ({ organisationId }, key, hash) => {
      const id = `${organisationId}:${key}`;
      const known = kept.get(id);
      if (known === undefined) {
        kept.set(id, { hash, response: null });
        return { outcome: 'new' };
      }
      if (known.hash !== hash) return { outcome: 'mismatch' };
      const { response } = known;
      return response === null ? { outcome: 'running' } : { outcome: 'replay', response };
    },
    keepIdempotent: async () => undefined,
    finishIdempotent: async ({ organisationId }, key, response) => {
      const known = kept.get(`${organisationId}:${key}`);
      if (known !== undefined) known.response = response;
    },
    abandonIdempotent: async ({ organisationId }, key) => {
      kept.delete(`${organisationId}:${key}`);
    },
  };
}
