import type { FaultCase } from './fault-case.ts';
import { compareFingerprints, describeFingerprint, sameFingerprint } from './fingerprint.ts';
import type { HookListener } from './hook-listener.ts';
import type { Installation } from './installation.ts';
import { killAmidRun, type Death } from './kill-amid-run.ts';
import { askForRun, followRun, type EndedRun } from './make-run.ts';
import type { PlannedKill } from './plan-kills.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Expectation, SourceRows } from './source-rows.ts';
import { countOne, type Tally } from './tally.ts';
import type { TargetReader } from './target-reader.ts';
import { untilAnswered } from './until-answered.ts';
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
  readonly random: SeededRandom;
  readonly say: (line: string) => void;
  /** Empty: the run is left alone. */
  readonly kills: readonly PlannedKill[];
}

export interface PlayedRun {
  /** Milliseconds from the request to the run's end; null where more than one attempt was made. */
  readonly runMs: number | null;
  readonly kills: number;
}

/** One run with its kills, judged. */
export async function playRun(system: FaultSystem, one: FaultCase, play: Play): Promise<PlayedRun> {
  const { installation, source, reader } = system;
  const { tally, random, kills } = play;
  const beganAt = performance.now();
  await installation.ready();
  const expectation = await untilAnswered(() => source.prepare(one, play.version));
  const watch = watchTarget(reader, one, expectation);
  const startedAt = performance.now();
  const pipelineId = system.pipelines.get(one.name) ?? '';
  const runId = await askForRun(installation, pipelineId, play.version);
  const run = followRun(installation, runId);
  const ending = run.ended.then((ended) => ({ ended, endedAt: performance.now() }));
  const deaths = await killAmidRun(one, { installation, reader, run, random, kills });
  countDeaths(tally, one, deaths);
  const { ended, endedAt } = await ending;
  const runMs = endedAt - startedAt;
  const { looks, halfPublished } = await watch.stop();
  tally.runs += 1;
  tally.looks += looks;
  tally.halfPublished += halfPublished.length;
  for (const seen of halfPublished) play.say(`  HALF PUBLISHED ${one.name}: ${seen}`);
  if (ended.attempts > 1 && leavesChunks(one, deaths)) tally.interruptedChunkLoads += 1;
  await judge(system, one, { ended, expectation, play });
  const allMs = performance.now() - beganAt;
  play.say(
    `${String(tally.kills).padStart(3)} ${one.name.padEnd(29)} -> ${ended.status} in ` +
      `${seconds(runMs)} of ${seconds(allMs)} s, ${ended.attempts} attempts, ` +
      `${looks} looks${ended.resumedChunks === 0 ? '' : `, ${ended.resumedChunks} chunks resumed`}; ` +
      `killed ${deaths.map(describeDeath).join(', ') || 'nothing'}`,
  );
  return { runMs: ended.attempts === 1 ? runMs : null, kills: deaths.length };
}

function countDeaths(tally: Tally, one: FaultCase, deaths: readonly Death[]): void {
  for (const { victim, isAmid } of deaths) {
    tally.kills += 1;
    if (isAmid) tally.killsAmidRuns += 1;
    countOne(tally.byVictim, victim);
    countOne(tally.byCase, one.name);
  }
}

/** Whether the next attempt should have found chunks: PostgreSQL empties its own when it dies. */
function leavesChunks({ target }: FaultCase, deaths: readonly Death[]): boolean {
  const loses = ({ victim }: Death) =>
    target === 'postgresql' && (victim === 'postgresql' || victim === 'postgresql_backend');
  const stops = ({ victim }: Death) =>
    victim === 'worker' || (target === 'clickhouse' && victim !== 'api');
  return deaths.some((one) => one.from === 'chunked' && stops(one)) && !deaths.some(loses);
}

function describeDeath({ victim, from, afterMs, isAmid }: Death): string {
  return `${victim} (${afterMs} ms after ${from}${isAmid ? '' : ', when it was over'})`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

async function judge(
  { source, reader }: FaultSystem,
  one: FaultCase,
  { ended, expectation, play }: { ended: EndedRun; expectation: Expectation; play: Play },
): Promise<void> {
  const { tally } = play;
  const found = await untilAnswered(() => reader.read(one, 'full'));
  const broken = await untilAnswered(() => reader.brokenVersions(one));
  const untold = await untilAnswered(() => reader.untold(one));
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
  tally.halfPublished += untold.length;
  for (const sentence of untold) play.say(`  HALF PUBLISHED ${one.name}: ${sentence}`);
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
