import { setTimeout as pause } from 'node:timers/promises';
import type { FaultCase } from './fault-case.ts';
import type { Installation } from './installation.ts';
import type { FollowedRun } from './make-run.ts';
import type { Moment, PlannedKill } from './plan-kills.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { TargetReader } from './target-reader.ts';
import { killVictim, scratchPids } from './victims.ts';

export interface Killing {
  readonly installation: Installation;
  readonly reader: TargetReader;
  readonly run: FollowedRun;
  readonly random: SeededRandom;
  readonly kills: readonly PlannedKill[];
}

/** Something that was killed. */
export interface Death extends PlannedKill {
  /** False: the run was over already. */
  readonly isAmid: boolean;
}

const everyMs = 40;

/**
 * Kills one thing after the other, each at its moment; answers what died. When the run ends before the
 * moment of a kill has come, or before its victim is there, that one and those behind it are left out.
 */
export async function killAmidRun(one: FaultCase, killing: Killing): Promise<readonly Death[]> {
  const { run, installation, random } = killing;
  const deaths: Death[] = [];
  let isOver = false;
  const over = run.ended.then(
    () => (isOver = true),
    // Its failure is told by whoever waits for the run's end.
    () => (isOver = true),
  );
  const until = async (isSo: () => Promise<boolean> | boolean): Promise<boolean> => {
    for (;;) {
      // While a server is down nothing can be seen in it.
      if (await Promise.resolve(isSo()).catch(() => false)) return true;
      if (await Promise.race([over, pause(everyMs, false)])) return false;
    }
  };
  let killedAttempt = 0;
  for (const planned of killing.kills) {
    const { victim, from, afterMs } = planned;
    let seenAttempt = 0;
    const hasCome = async (): Promise<boolean> => {
      const seen = await look(one, killing, { from, killedAttempt });
      seenAttempt = seen ?? 0;
      return seen !== null;
    };
    if (!(await until(hasCome))) break;
    await pause(afterMs);
    if (!(await until(() => killVictim(installation, victim, random)))) break;
    deaths.push({ ...planned, isAmid: !isOver });
    // Runs do not need the API.
    if (victim !== 'api') killedAttempt = Math.max(killedAttempt, seenAttempt, run.attempt());
  }
  return deaths;
}

/** The newest attempt of which something is seen when the moment has come, null before. */
async function look(
  one: FaultCase,
  { installation, reader, run }: Killing,
  { from, killedAttempt }: { readonly from: Moment; readonly killedAttempt: number },
): Promise<number | null> {
  switch (from) {
    case 'asked':
    case 'killed before':
      return 0;
    case 'scratch opened':
      return scratchPids(installation).length > 0 ? 0 : null;
    case 'staged':
    case 'chunked': {
      const attempts = (await reader.leftovers(one, run.id))
        .filter((name) => from === 'staged' || name.startsWith('_ai_etl_chk_'))
        .map(attemptOf);
      const alive = attempts.filter((attempt) => attempt > killedAttempt);
      return alive.length >= (from === 'chunked' ? 3 : 1) ? Math.max(...alive) : null;
    }
  }
}

/** `_ai_etl_stg_<run>_<attempt>_<hash of the step>`, and what more there is for chunks and manifests. */
function attemptOf(name: string): number {
  return Number(/^_ai_etl_[a-z]+_[0-9A-Za-z]+_(\d+)_/.exec(name)?.[1] ?? 0);
}
