import * as fc from 'fast-check';
import { growSpec, opNames, sourceTables, type GrownSpec, type SpecSeed } from './grow-spec.ts';

/** Seeds of whole specs of one to six ops; fewer ops and smaller numbers are simpler ones. */
export function arbitrarySeed(): fc.Arbitrary<SpecSeed> {
  const step = fc.record({
    op: fc.constantFrom(...opNames),
    numbers: fc.array(fc.nat(9999), { maxLength: 70, size: 'max' }),
  });
  return fc.record({
    table: fc.constantFrom(...Object.keys(sourceTables)),
    // fast-check takes items away from the start only; one in the middle or at the end becomes null.
    steps: fc.array(fc.option(step, { freq: 50 }), { minLength: 1, maxLength: 6, size: 'max' }),
  });
}

/** How fast-check draws: without its bias to small values, which would be the same specs again. */
export function drawing(seed: number): { readonly seed: number; readonly unbiased: true } {
  return { seed, unbiased: true };
}

/** The first specs that a seed gives, always the same. */
export function generatedSpecs(seed: number, count: number): readonly GrownSpec[] {
  return fc
    .sample(arbitrarySeed(), { ...drawing(seed), numRuns: count })
    .map((one, index) => growSpec(generatedName(seed, index), one));
}

/** The name of the spec at a place among those of a seed. */
export function generatedName(seed: number, index: number): string {
  return `generated-${seed}-${index}`;
}
