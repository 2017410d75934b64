import type { KeyRange, KeyRanges } from '@ai-etl/core';
import type { MemorySystem } from './memory-system.ts';

/** Lines whose id lies in the range. */
export function inRange(
  lines: readonly string[],
  range: Pick<KeyRange, 'from' | 'to'> | undefined,
): readonly string[] {
  if (range === undefined) return lines;
  const { from, to } = range;
  return lines.filter((line) => {
    const id = Number(line.split('\t')[0]);
    return (from === null || id >= Number(from)) && (to === null || id < Number(to));
  });
}

/** Ranges of a snapshot: what was seen once stays known by its moment. */
export function memoryRanges(
  system: MemorySystem,
  {
    seen,
    cuts,
  }: { readonly seen: ReadonlyMap<string, readonly string[]>; readonly cuts: readonly string[] },
): KeyRanges {
  return {
    async cut({ from }) {
      await system.checkpoint(`${system.name}.cut`);
      return cuts.filter((one) => from === null || Number(one) > Number(from));
    },
    async moment() {
      return String(system.moments.push(seen) - 1);
    },
    async isUnchanged({ key, from, to, moment }) {
      await system.checkpoint(`${system.name}.isUnchanged`);
      const before = new Set(system.moments[Number(moment)]?.get(key.table.name));
      const now = inRange(seen.get(key.table.name) ?? [], { from, to });
      return now.every((line) => before.has(line));
    },
  };
}
