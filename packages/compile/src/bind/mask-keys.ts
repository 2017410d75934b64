import { createHmac } from 'node:crypto';
import type { PipelineSpec } from '@ai-etl/core';

/** Stands for a key in SQL that is shown; a run has a real one. */
export const placeholderKey = '<mask key>';

/** The methods whose result depends on a key. */
export type KeyedMethod = 'hash' | 'tokenise';

/** Which key a masked value is made with: one for each method and domain. */
export function maskPurpose(method: KeyedMethod, domain: string): string {
  return `mask:${method}:${domain}`;
}

/** Gives the key for a purpose, in hex: the project's own never leaves this function. */
export type MaskKeys = (purpose: string) => string;

/** Keys derived by HMAC-SHA-256, so that SQL which leaks gives away one domain, not the project. */
export function createMaskKeys(projectKey: string | undefined): MaskKeys {
  if (projectKey === undefined) return () => placeholderKey;
  const key = Buffer.from(projectKey, 'hex');
  return (purpose) => createHmac('sha256', key).update(purpose).digest('hex');
}

/** Every derived key that a spec's SQL holds; what must not be seen in messages. */
export function maskKeysIn(spec: PipelineSpec, projectKey: string): readonly string[] {
  const keyOf = createMaskKeys(projectKey);
  const keys = spec.steps.flatMap((step) =>
    step.op === 'mask'
      ? (['hash', 'tokenise'] as const).map((method) =>
          keyOf(maskPurpose(method, step.domain ?? spec.name)),
        )
      : [],
  );
  return [...new Set(keys)];
}
