import { AiEtlError, type MissingPart } from '@ai-etl/core';
import type { Profiler } from './profiler.ts';

/** Runs the parts of a profile within one time limit. */
export interface Stages {
  /** The part's answer, or undefined when it ran out of time or the values refused it: then it is noted. */
  run<T>(what: string, action: (timeoutMs: number) => Promise<T>): Promise<T | undefined>;
  /** As run, but true when the values refused it, which is not noted: a smaller part may do. */
  attempt(what: string, action: (timeoutMs: number) => Promise<void>): Promise<boolean>;
  note(what: string, why: string): void;
  readonly missing: readonly MissingPart[];
}

/**
 * `timeoutMs` is for all parts together; the first ones go first. Failures that concern more than
 * one part (the connection, privileges, a table that is gone) are thrown.
 */
export function makeStages(
  profiler: Pick<Profiler, 'isTimeout'>,
  timeoutMs: number,
  now: () => number = () => performance.now(),
): Stages {
  const deadline = now() + timeoutMs;
  const missing: MissingPart[] = [];
  const note = (what: string, why: string): void => void missing.push({ what, why });
  const within = async <T>(
    what: string,
    action: (timeoutMs: number) => Promise<T>,
    onRefused: () => void,
  ): Promise<T | undefined> => {
    const left = Math.floor(deadline - now());
    try {
      if (left >= 1) return await action(left);
      note(what, outOfTime(timeoutMs));
    } catch (error) {
      if (profiler.isTimeout(error)) note(what, outOfTime(timeoutMs));
      else if (error instanceof AiEtlError && partial.has(error.code)) onRefused();
      else throw error;
    }
    return undefined;
  };
  return {
    missing,
    note,
    run: (what, action) => within(what, action, () => note(what, refused)),
    attempt: async (what, action) => {
      let isRefused = false;
      await within(what, action, () => {
        isRefused = true;
      });
      return isRefused;
    },
  };
}

/** Codes of one statement's trouble with one column's values or type. */
const partial: ReadonlySet<string> = new Set(['QUERY_FAILED', 'VALUE_REJECTED']);

const refused = 'The data system could not work it out for the values or the type of this column.';

function outOfTime(timeoutMs: number): string {
  return `The time limit of ${timeoutMs / 1000} s was reached; ask with a smaller sample or a longer limit.`;
}
