import * as fc from 'fast-check';
import type { GoldenCase } from '../golden/golden-case.ts';
import type { Engines } from '../testing/open-engines.ts';
import { arbitrarySeed, drawing, generatedName } from './arbitrary-spec.ts';
import type { EngineName } from './engines.ts';
import { growSpec } from './grow-spec.ts';
import { judgeSpec } from './judge-spec.ts';

const longestShrinkMs = 60_000;

/** Which generated spec, and the engine that computes something else. */
export interface FoundMismatch {
  readonly seed: number;
  readonly index: number;
  readonly engine: EngineName;
}

/** The simplest spec that fast-check finds, for at most a minute, with a mismatch in the same engine. */
export async function shrinkMismatch(
  { seed, index, engine }: FoundMismatch,
  engines: Engines,
): Promise<GoldenCase> {
  const name = generatedName(seed, index);
  let simplest: GoldenCase | undefined;
  const property = fc.asyncProperty(arbitrarySeed(), async (drawn) => {
    const { spec } = growSpec(name, drawn);
    const verdict = (await judgeSpec(spec, engines, [engine])).get(engine);
    if (verdict?.kind !== 'mismatch') return true;
    simplest = spec;
    return false;
  });
  await fc.check(property, {
    ...drawing(seed),
    path: String(index),
    numRuns: 1,
    interruptAfterTimeLimit: longestShrinkMs,
  });
  return simplest ?? growSpec(name, drawnAt(seed, index)).spec;
}

function drawnAt(seed: number, index: number) {
  const drawn = fc.sample(arbitrarySeed(), { ...drawing(seed), numRuns: index + 1 }).at(-1);
  return drawn ?? { table: 'v', steps: [] };
}
