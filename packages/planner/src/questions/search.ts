import { finish, type Reading } from './finish.ts';
import { readItems } from './items.ts';
import type { SchemaIndex } from './schema-index.ts';
import { firstState, type State } from './state.ts';
import { step } from './step.ts';
import type { Word } from './words.ts';

const beamWidth = 40;

/** Reads a question from left to right; the best readings, best first. */
export function readForms(words: readonly Word[], index: SchemaIndex): readonly Reading[] {
  const items = readItems(words, index);
  const beams: State[][] = words.map(() => []);
  const ends: State[] = [];
  beams[0] = [firstState];
  for (let at = 0; at < words.length; at += 1) {
    const beam = prune(beams[at] ?? []);
    for (const state of beam) {
      for (const item of items[at] ?? []) {
        for (const next of step(state, item, index)) (beams[next.at] ?? ends).push(next);
      }
    }
  }
  return once(
    prune(ends)
      .map((state) => finish(state, index))
      .sort((a, b) => b.score - a.score),
  );
}

/** Of readings that came to the same form the best one. */
function once(readings: readonly Reading[]): readonly Reading[] {
  const seen = new Set<string>();
  return readings.filter(({ form, waiting, unread }) => {
    const key = JSON.stringify([form, waiting, unread], namesOnly);
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** Tables and columns by their names: a catalog is large, and is the same for all forms. */
function namesOnly(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('nativeType' in value && 'name' in value) return value.name;
  return 'foreignKeys' in value && 'object' in value ? value.object : value;
}

function prune(states: readonly State[]): readonly State[] {
  return states.toSorted((a, b) => b.score - a.score).slice(0, beamWidth);
}
