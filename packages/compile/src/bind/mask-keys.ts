import { createHmac } from 'node:crypto';
import { invariant, type Expression, type PipelineSpec } from '@ai-etl/core';
import { textLiteral } from '../lower/expressions.ts';
import type { PlanBinding } from '../plan.ts';
import { maskPurpose } from './mask-purpose.ts';
import { maskKeyVariables, variable } from './variables.ts';

/** Stands for a key in SQL that is shown; a run has a real one. */
export const placeholderKey = '<mask key>';

/** Gives the key for a purpose, in hex, as a literal or a variable of the program. */
export type MaskKeys = (purpose: string) => Expression;

/** The keys that a spec's SQL holds. */
export function createMaskKeys(
  binding: Pick<PlanBinding, 'maskKey' | 'leavesVariables'>,
  spec: PipelineSpec,
): MaskKeys {
  if (binding.leavesVariables === true) {
    const names = new Map(maskKeyVariables(spec).map(({ name, purpose }) => [purpose, name]));
    return (purpose) => {
      const name = names.get(purpose);
      invariant(name !== undefined, 'the keys of all masks are known beforehand');
      return variable(name);
    };
  }
  const { maskKey } = binding;
  if (maskKey === undefined) return () => textLiteral(placeholderKey);
  const derive = derivedKeys(maskKey);
  return (purpose) => textLiteral(derive(purpose));
}

/**
 * Keys derived by HMAC-SHA-256, so that SQL which leaks gives away one domain, not the project:
 * the project's own key never leaves this function.
 */
function derivedKeys(projectKey: string): (purpose: string) => string {
  const key = Buffer.from(projectKey, 'hex');
  return (purpose) => createHmac('sha256', key).update(purpose).digest('hex');
}

/** Every derived key that a spec's SQL holds; what must not be seen in messages. */
export function maskKeysIn(spec: PipelineSpec, projectKey: string): readonly string[] {
  const keyOf = derivedKeys(projectKey);
  const keys = spec.steps.flatMap((step) =>
    step.op === 'mask'
      ? (['hash', 'tokenise'] as const).map((method) =>
          keyOf(maskPurpose(method, step.domain ?? spec.name)),
        )
      : [],
  );
  return [...new Set(keys)];
}
