import type { Clock, RunProgress } from '@ai-etl/core';

/** Rows and bytes of one stream so far. */
export interface Moved {
  readonly rows: bigint;
  readonly bytes: bigint;
}

/** Measures an attempt: no row is touched, the streams' own counters are read now and then. */
export interface ProgressMeter {
  setTask(task: string | null): void;
  /** Expected rows of a branch: an estimate first, the exact number when it is known. */
  setTotal(branch: string, rows: bigint, exact: boolean): void;
  /** A branch without any expectation makes the whole run's percent unknown. */
  addBranch(branch: string): void;
  follow(branch: string, read: () => Moved): void;
  /** What the branch has moved until now; null before its stream began. */
  moved(branch: string): Moved | null;
  /** Reads the counters and updates the speed. */
  snapshot(): RunProgress;
  /** The last word of a successful run. */
  finished(): RunProgress;
}

/** Weight of the newest second in the smoothed speed: about five seconds of memory. */
const smoothing = 0.2;
/** Reading is nearly all of the work; verifying and publishing end it. */
const percentWhileRunning = 99;

interface Branch {
  total: bigint | null;
  exact: boolean;
  read: (() => Moved) | null;
}

export function createProgressMeter(clock: Clock): ProgressMeter {
  const branches = new Map<string, Branch>();
  let task: string | null = null;
  let lastAt = clock.now();
  let lastRows = 0n;
  let speed: number | null = null;

  const branchOf = (name: string): Branch => {
    const known = branches.get(name);
    if (known !== undefined) return known;
    const fresh: Branch = { total: null, exact: false, read: null };
    branches.set(name, fresh);
    return fresh;
  };

  function sum(): Moved {
    let rows = 0n;
    let bytes = 0n;
    for (const { read } of branches.values()) {
      const moved = read?.();
      rows += moved?.rows ?? 0n;
      bytes += moved?.bytes ?? 0n;
    }
    return { rows, bytes };
  }

  /** An estimate that was passed is replaced by what was read. */
  function total(): bigint | null {
    let rows = 0n;
    for (const branch of branches.values()) {
      if (branch.total === null) return null;
      const read = branch.read?.().rows ?? 0n;
      rows += !branch.exact && read > branch.total ? read : branch.total;
    }
    return branches.size === 0 ? null : rows;
  }

  function updateSpeed(rows: bigint): void {
    const seconds = (clock.now() - lastAt) / 1000;
    if (seconds < 0.2) return;
    const current = Number(rows - lastRows) / seconds;
    // A first value of zero would only say that the query had not begun.
    if (speed !== null || rows > 0n) {
      const weight = speed === null ? 1 : 1 - (1 - smoothing) ** seconds;
      speed = (speed ?? 0) * (1 - weight) + current * weight;
    }
    lastAt = clock.now();
    lastRows = rows;
  }

  return {
    setTask(name) {
      task = name;
    },
    addBranch(name) {
      branchOf(name);
    },
    setTotal(name, rows, exact) {
      const branch = branchOf(name);
      if (branch.exact && !exact) return;
      branch.total = rows;
      branch.exact = exact;
    },
    follow(name, read) {
      branchOf(name).read = read;
    },
    moved: (name) => branches.get(name)?.read?.() ?? null,
    snapshot() {
      const moved = sum();
      updateSpeed(moved.rows);
      const rows = total();
      return {
        current_task: task,
        percent: percentOf(moved.rows, rows),
        rows_read: String(moved.rows),
        rows_total: rows === null ? null : String(rows),
        bytes: String(moved.bytes),
        rows_per_second: Math.round(speed ?? 0),
        estimated_completion: completionOf(clock.now(), rows, { moved: moved.rows, speed }),
      };
    },
    finished() {
      const moved = sum();
      return {
        current_task: null,
        percent: 100,
        rows_read: String(moved.rows),
        rows_total: String(moved.rows),
        bytes: String(moved.bytes),
        rows_per_second: Math.round(speed ?? 0),
        estimated_completion: null,
      };
    },
  };
}

function percentOf(rows: bigint, total: bigint | null): number | null {
  if (total === null) return null;
  if (total === 0n) return percentWhileRunning;
  return Math.min(percentWhileRunning, Math.floor((Number(rows) / Number(total)) * 100));
}

function completionOf(
  now: number,
  total: bigint | null,
  { moved, speed }: { moved: bigint; speed: number | null },
): string | null {
  if (total === null || speed === null || speed < 1) return null;
  const left = Math.max(0, Number(total - moved));
  return new Date(now + (left / speed) * 1000).toISOString();
}
