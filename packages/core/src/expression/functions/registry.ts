import { aggregateFunctions } from './aggregate.ts';
import { conditionalFunctions } from './conditional.ts';
import type { FunctionDefinition } from './definition.ts';
import { numericFunctions } from './numeric.ts';
import { temporalFunctions } from './temporal.ts';
import { hashFunctions, textFunctions } from './text.ts';
import { windowFunctions } from './window.ts';

/** Every function of the expression language, by name. */
export const functionRegistry: ReadonlyMap<string, FunctionDefinition> = new Map(
  [
    ...textFunctions,
    ...numericFunctions,
    ...conditionalFunctions,
    ...temporalFunctions,
    ...hashFunctions,
    ...aggregateFunctions,
    ...windowFunctions,
  ].map((definition) => [definition.name, definition]),
);

/** True for names such as `sum`; false for unknown ones. */
export function isAggregateFunction(name: string): boolean {
  return functionRegistry.get(name)?.kind === 'aggregate';
}
