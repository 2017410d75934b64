import { createHash } from 'node:crypto';

/** Which databases of a suite are asked: those one may look at while building, or those one may not. */
export type Split = 'dev' | 'held-out' | 'all';

const seed = 'ai-etl-held-out-1:';

/**
 * The 40th smallest SHA-256 of the seed and a name, over the 137 databases of Spider's training split that had an
 * executing question on 2026-11-29. Fixed before anything was built on these data, and not to be changed: a database
 * is held out for ever or never.
 */
const largestHeldOut = '4a99508bab271598623301df55cd9c8163139941cdc5488c7e5fc01d63eb1211';

/** True for a database whose questions nobody reads while building: only figures of it are shown. */
export function isHeldOut(database: string): boolean {
  const digest = createHash('sha256')
    .update(seed + database)
    .digest('hex');
  return digest <= largestHeldOut;
}

export function isInSplit(database: string, split: Split): boolean {
  return split === 'all' || isHeldOut(database) === (split === 'held-out');
}
