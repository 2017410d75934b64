import { setTimeout as pause } from 'node:timers/promises';
import type { FaultCase } from './fault-case.ts';
import { compareFingerprints, describeFingerprint, sameFingerprint } from './fingerprint.ts';
import type { HookListener } from './hook-listener.ts';
import type { Installation } from './installation.ts';
import { askForRun, followRun, type EndedRun } from './make-run.ts';
import type { PlannedKill } from './plan-kills.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Expectation, SourceRows } from './source-rows.ts';
import { countOne, type Tally } from './tally.ts';
import type { TargetReader } from './target-reader.ts';
import { untilAnswered } from './until-answered.ts';
import { killVictim, scratchPids } from './victims.ts';
import { watchTarget } from './watch-target.ts';

export interface FaultSystem {
  readonly installation: Installation;
  readonly source: SourceRows;
  readonly reader: TargetReader;
  /** Subscribed to beginnings and ends of runs since before the first. */
  readonly listener: HookListener;
  /** Pipeline ids by case name. */
  readonly pipelines: ReadonlyMap<string, string>;
}

export interface Play {
  readonly version: number;
  readonly tally: Tally;
  readonly say: (line: string) => void;
  readonly kill: (PlannedKill & { readonly random: SeededRandom }) | null;
}

/** One run with its kill, judged; answers its seconds. */
export async function playRun(system: FaultSystem, one: FaultCase, play: Play): Promise<number> {
  const { installation, source, reader } = system;
  const { tally } = play;
  await installation.ready();
  const expectation = await untilAnswered(() => source.prepare(one, play.version));
  const watch = watchTarget(reader, one, expectation);
  const startedAt = performance.now();
  const pipelineId = system.pipelines.get(one.name) ?? '';
  const runId = await askForRun(installation, pipelineId, play.version);
  const running = followRun(installation, runId);
  const died = await killOne(system, one, { runId, running, play });
  const ended = await running;
  const seconds = (performance.now() - startedAt) / 1000;
  const { looks, halfPublished } = await watch.stop();
  tally.runs += 1;
  tally.looks += looks;
  tally.halfPublished += halfPublished.length;
  for (const seen of halfPublished) play.say(`  HALF PUBLISHED ${one.name}: ${seen}`);
  await judge(system, one, { ended, expectation, play });
  play.say(
    `${String(tally.kills).padStart(3)} ${one.name.padEnd(29)} killed ${died.padEnd(54)} -> ` +
      `${ended.status} in ${seconds.toFixed(1)} s, ${ended.attempts} attempts, ${looks} looks` +
      (ended.resumedChunks === 0 ? '' : `, ${ended.resumedChunks} chunks resumed`),
  );
  return seconds;
}

/** Says what died; a victim that is dead already is waited for as long as the run goes on. */
async function killOne(
  { installation, reader }: FaultSystem,
  one: FaultCase,
  { runId, running, play }: Killing,
): Promise<string> {
  if (play.kill === null) return 'nothing';
  const { victim, from, afterMs, random } = play.kill;
  const until = async (isSo: () => Promise<boolean> | boolean) => {
    // Its failure is told by whoever waits for the run's end.
    const over = running.then(
      () => true,
      () => true,
    );
    for (;;) {
      const answer = Promise.resolve(isSo()).catch(() => false);
      if (await answer) return true;
      if (await Promise.race([over, pause(20, false)])) return false;
    }
  };
  if (from === 'staged') await until(async () => (await reader.leftovers(runId)).length > 0);
  if (from === 'scratch opened') await until(() => scratchPids(installation).length > 0);
  await pause(afterMs);
  if (!(await until(() => killVictim(installation, victim, random)))) return `no ${victim}`;
  play.tally.kills += 1;
  countOne(play.tally.byVictim, victim);
  countOne(play.tally.byCase, one.name);
  return `${victim} ${afterMs} ms after it was ${from}`;
}

interface Killing {
  readonly runId: string;
  readonly running: Promise<EndedRun>;
  readonly play: Play;
}

async function judge(
  { source, reader }: FaultSystem,
  one: FaultCase,
  { ended, expectation, play }: { ended: EndedRun; expectation: Expectation; play: Play },
): Promise<void> {
  const { tally } = play;
  const found = await untilAnswered(() => reader.read(one, 'full'));
  const broken = await untilAnswered(() => reader.brokenVersions(one));
  if (ended.status === 'success') {
    tally.success += 1;
    if (ended.attempts > 1) tally.resumed += 1;
    tally.resumedChunks += ended.resumedChunks;
    tally.resumedRows += ended.resumedRows;
    await untilAnswered(() => source.commit(one));
  } else if (ended.status === 'failed' && ended.error !== null) {
    tally.failed += 1;
    play.say(`  failed: ${ended.error}`);
  } else {
    tally.unclear += 1;
  }
  if (broken > 0) {
    tally.duplicateRows += BigInt(broken);
    play.say(`  WRONG ${one.name}: ${broken} versions overlap or contradict themselves`);
  }
  const wanted = ended.status === 'success' ? expectation.after : expectation.before;
  if (sameFingerprint(found, wanted)) return;
  const { lostRows, duplicateRows } = compareFingerprints(found, wanted);
  tally.lostRows += lostRows;
  tally.duplicateRows += duplicateRows;
  play.say(
    `  WRONG ${one.name}: has ${describeFingerprint(found)}; should have ${describeFingerprint(wanted)}`,
  );
}
