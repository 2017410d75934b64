/** Counts what was asked of the server, and keeps what it did not do. */
export interface Checks {
  /** One check: `problem` is null when it holds. */
  check(name: string, problem: string | null): void;
  /** Runs a group; an error of it is a failed check, and the next group goes on. */
  group(name: string, work: () => Promise<void>): Promise<void>;
  readonly count: number;
  readonly failures: readonly string[];
}

export function makeChecks(say: (line: string) => void): Checks {
  let count = 0;
  const failures: string[] = [];
  const check = (name: string, problem: string | null): void => {
    count += 1;
    if (problem === null) return;
    failures.push(`${name}: ${problem}`);
    say(`  FAILED ${name}: ${problem}`);
  };
  return {
    check,
    group: async (name, work) => {
      const before = { count, failed: failures.length };
      try {
        await work();
      } catch (error) {
        check(name, error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
      say(`${name}: ${count - before.count} checks, ${failures.length - before.failed} failed`);
    },
    get count() {
      return count;
    },
    failures,
  };
}

/** A problem when the two differ, shown as JSON. */
export function differs(real: unknown, wanted: unknown): string | null {
  const [left, right] = [JSON.stringify(real), JSON.stringify(wanted)];
  return left === right ? null : `${left} instead of ${right}`;
}

/** A problem when `real` does not hold. */
export function unless(real: boolean, problem: string): string | null {
  return real ? null : problem;
}
