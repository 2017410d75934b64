import { readdirSync, readFileSync } from 'node:fs';

/** Pids of descendants of `pid` whose command line has `text`. Linux. */
export function processesBelow(pid: number, text: string): readonly number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const parent = parentOf(Number(entry));
    if (parent !== null) parents.set(Number(entry), parent);
  }
  const below = (one: number): boolean => {
    const parent = parents.get(one);
    return parent !== undefined && (parent === pid || below(parent));
  };
  return [...parents.keys()].filter((one) => below(one) && commandLine(one).includes(text));
}

/** Direct children of a process. */
export function childrenOf(pid: number): readonly number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && parentOf(Number(entry)) === pid)
    .map(Number);
}

export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return ''; // It ended meanwhile.
  }
}

function parentOf(pid: number): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1] ?? Number.NaN);
  } catch {
    return null; // It ended meanwhile.
  }
}
