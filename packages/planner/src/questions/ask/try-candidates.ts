import type { Candidate } from '../question-reader.ts';
import { weights } from '../weights.ts';
import type { RunTrial, TrialRows } from './outcome.ts';

/** A candidate whose rows are those of no better one. */
export interface Tried {
  readonly candidate: Candidate;
  readonly score: number;
  /** null: it was not run. */
  readonly found: TrialRows | null;
}

/** How many are run at most. */
const mostTrials = 6;

/**
 * The best candidates, best first. With `run` those that fail drop out, those that find nothing
 * lose, and of those with equal rows the best one stays. A candidate is run only where it may come
 * first or close to it.
 */
export async function tryCandidates(
  candidates: readonly Candidate[],
  run: RunTrial | null,
): Promise<readonly Tried[]> {
  if (run === null) {
    return candidates.map((candidate) => ({ candidate, score: candidate.score, found: null }));
  }
  const tried: Tried[] = [];
  for (const candidate of candidates.slice(0, mostTrials)) {
    const best = tried[0];
    if (best !== undefined && best.score - candidate.score > weights.choose.window) break;
    const trial = await run(candidate.query);
    if (trial === 'failed') continue;
    const found = trial === 'unknown' ? null : trial;
    const isNothing = found !== null && isEmpty(found);
    const score = candidate.score - (isNothing ? weights.odd.empty : 0);
    if (found !== null && tried.some((one) => sameRows(one.found, found))) continue;
    tried.push({ candidate, score, found });
    tried.sort((a, b) => b.score - a.score);
  }
  return tried;
}

/** No rows, or none but NULLs. */
export function isEmpty({ rows }: TrialRows): boolean {
  return rows.every((row) => row.every((value) => value === null));
}

/** As multisets of rows, columns in order; of cut results the rows that were read. */
function sameRows(a: TrialRows | null, b: TrialRows): boolean {
  if (a === null || a.truncated !== b.truncated || a.rows.length !== b.rows.length) return false;
  const [left, right] = [a, b].map(({ rows }) => rows.map((row) => JSON.stringify(row)).sort());
  return left?.every((row, at) => row === right?.[at]) ?? false;
}
