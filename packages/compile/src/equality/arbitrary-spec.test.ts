import { hasErrors } from '@ai-etl/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tryResolveCase } from '../golden/golden-case.ts';
import { arbitrarySeed, drawing, generatedSpecs } from './arbitrary-spec.ts';
import { growSpec, opNames } from './grow-spec.ts';

describe('generated specs', () => {
  const specs = generatedSpecs(3, 120);

  it('are the same for the same seed, and others for another', () => {
    expect(generatedSpecs(3, 5)).toEqual(specs.slice(0, 5));
    expect(generatedSpecs(4, 5)).not.toEqual(specs.slice(0, 5));
  });

  it('resolve without errors, and nearly nothing that was grown had to be left out', () => {
    for (const { spec } of specs) {
      const { diagnostics } = tryResolveCase(spec, 'postgresql');
      expect(hasErrors(diagnostics), JSON.stringify([spec, diagnostics])).toBe(false);
    }
    expect(specs.reduce((sum, { dropped }) => sum + dropped, 0)).toBeLessThan(5);
  });

  it('are of every op', () => {
    const found = new Set(specs.flatMap(({ spec }) => spec.steps.map(({ op }) => op)));
    // As-of joins are joins.
    const expected = new Set(opNames.filter((op) => op !== 'asof'));
    expect(new Set([...expected].filter((op) => ![...found].some((one) => one === op)))).toEqual(
      new Set(),
    );
  });

  it('shrink to the step that matters', async () => {
    const property = fc.property(arbitrarySeed(), (seed) =>
      growSpec('shrunk', seed).spec.steps.every(({ op }) => op !== 'pivot'),
    );
    const { counterexample } = fc.check(property, { ...drawing(3), numRuns: 200 });
    const { steps } = growSpec('shrunk', counterexample?.[0] ?? { table: 'v', steps: [] }).spec;
    expect(steps.map(({ op }) => op)).toEqual(['pivot']);
  });
});
