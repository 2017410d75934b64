import type { Candidate } from './question-reader.ts';
import { weights } from './weights.ts';

/** What running a candidate showed: `empty` rows, or none but NULLs; an error of the system. */
export type Trial = 'rows' | 'empty' | 'failed';

/** How many of the best are tried. */
export const mostTrials = 6;

/**
 * Runs the best candidates, read-only and bounded by whoever gives `run`, and puts them in order: those
 * that fail drop out, those that find nothing lose. Best first.
 */
export async function chooseByTrial(
  candidates: readonly Candidate[],
  run: (candidate: Candidate) => Promise<Trial>,
): Promise<readonly Candidate[]> {
  const tried: { readonly candidate: Candidate; readonly score: number }[] = [];
  for (const candidate of candidates.slice(0, mostTrials)) {
    const leading = tried[0];
    // Nothing that follows can come before one that found rows.
    if (leading !== undefined && leading.score > candidate.score) break;
    const trial = await run(candidate);
    if (trial === 'failed') continue;
    const score = candidate.score - (trial === 'empty' ? weights.odd.empty : 0);
    tried.push({ candidate, score });
    tried.sort((a, b) => b.score - a.score);
  }
  return tried.map((one) => one.candidate);
}
