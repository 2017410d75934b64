import { setTimeout as pause } from 'node:timers/promises';
import { faultCases, type FaultCase } from './fault-case.ts';
import { compareFingerprints, describeFingerprint, sameFingerprint } from './fingerprint.ts';
import type { Installation } from './installation.ts';
import type { HookListener } from './hook-listener.ts';
import { judgeEvents } from './judge-events.ts';
import { makeRun, type EndedRun } from './make-run.ts';
import { readEvents } from './read-events.ts';
import { createRandom, type SeededRandom } from './seeded-random.ts';
import type { Expectation, SourceRows } from './source-rows.ts';
import type { TargetReader } from './target-reader.ts';
import { killVictim, victims, type Victim } from './victims.ts';
import { watchTarget } from './watch-target.ts';

export interface FaultOptions {
  readonly kills: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface FaultSystem {
  readonly installation: Installation;
  readonly source: SourceRows;
  readonly reader: TargetReader;
  /** Subscribed to beginnings and ends of runs since before the first. */
  readonly listener: HookListener;
  /** Pipeline ids by case name. */
  readonly pipelines: ReadonlyMap<string, string>;
}

export interface FaultReport {
  readonly kills: number;
  readonly lost_rows: number;
  readonly duplicate_rows: number;
  readonly half_published: number;
  readonly runs: number;
  readonly success: number;
  readonly failed: number;
  /** Runs that ended neither as success nor as a failure that explains itself. */
  readonly unclear: number;
  /** How often the reader looked while things died. */
  readonly looks: number;
  readonly leftover_staging: number;
  /** Each run has one beginning, whatever its attempts, and one end; each is in the log once, in order. */
  readonly events_lost: number;
  readonly events_doubled: number;
  readonly events_out_of_order: number;
  /** Of these events, what a webhook was not told at least once, or not in the order of its pipeline. */
  readonly deliveries_lost: number;
  readonly deliveries_out_of_order: number;
  /** What the webhook took, repeated deliveries among them. */
  readonly deliveries: number;
  readonly kills_by_victim: Readonly<Record<string, number>>;
}

interface Tally {
  kills: number;
  lostRows: bigint;
  duplicateRows: bigint;
  halfPublished: number;
  runs: number;
  success: number;
  failed: number;
  unclear: number;
  looks: number;
  readonly byVictim: Map<string, number>;
}

/**
 * Makes runs one after the other and kills something at a random moment of each, until enough
 * died; compares the target with what it must hold after every run.
 */
export async function runFaults(system: FaultSystem, options: FaultOptions): Promise<FaultReport> {
  const random = createRandom(options.seed);
  const tally: Tally = {
    kills: 0,
    lostRows: 0n,
    duplicateRows: 0n,
    halfPublished: 0,
    runs: 0,
    success: 0,
    failed: 0,
    unclear: 0,
    looks: 0,
    byVictim: new Map(),
  };
  const durations = new Map<string, number>();
  let version = 1;
  for (const one of faultCases) {
    // The first run of each is left alone: it makes the table and says how long a run takes.
    const seconds = await playRun(system, one, { version, tally, say: options.say, kill: null });
    durations.set(one.name, seconds * 1000);
  }
  for (let turn = 0; tally.kills < options.kills; turn += 1) {
    const one = faultCases[turn % faultCases.length] ?? faultCases[0];
    if (one === undefined) break;
    if (turn % faultCases.length === 0) version += 1;
    const kill = planKill(random, turn, durations.get(one.name) ?? 1000);
    await playRun(system, one, { version, tally, say: options.say, kill: { ...kill, random } });
  }
  const leftovers = await system.reader.leftovers();
  const told = await untilAnswered(() => readEvents(system.installation));
  const { heard } = system.listener;
  const verdict = judgeEvents({ ...told, heard });
  for (const complaint of verdict.complaints) options.say(`  EVENTS ${complaint}`);
  return {
    kills: tally.kills,
    lost_rows: Number(tally.lostRows),
    duplicate_rows: Number(tally.duplicateRows),
    half_published: tally.halfPublished,
    runs: tally.runs,
    success: tally.success,
    failed: tally.failed,
    unclear: tally.unclear,
    looks: tally.looks,
    leftover_staging: leftovers.length,
    events_lost: verdict.eventsLost,
    events_doubled: verdict.eventsDoubled,
    events_out_of_order: verdict.eventsOutOfOrder,
    deliveries_lost: verdict.deliveriesLost,
    deliveries_out_of_order: verdict.deliveriesOutOfOrder,
    deliveries: heard.length,
    kills_by_victim: Object.fromEntries(tally.byVictim),
  };
}

interface PlannedKill {
  readonly victim: Victim;
  /** From when `afterMs` counts: the request, or the moment the staging table is there. */
  readonly from: 'asked' | 'staged';
  readonly afterMs: number;
}

/**
 * Anywhere in the life of a run and a little after it; half of them while rows are loaded,
 * verified and published, which is where it hurts. Every case meets every victim.
 */
function planKill(random: SeededRandom, turn: number, runMs: number): PlannedKill {
  const round = Math.floor(turn / faultCases.length);
  const victim = victims[(turn + round) % victims.length] ?? 'worker';
  const from = random.next() < 0.5 ? 'asked' : 'staged';
  return {
    victim,
    from,
    afterMs: Math.round(random.next() * runMs * (from === 'asked' ? 1.1 : 0.8)),
  };
}

interface Play {
  readonly version: number;
  readonly tally: Tally;
  readonly say: (line: string) => void;
  readonly kill: (PlannedKill & { readonly random: SeededRandom }) | null;
}

/** One run with its kill, judged; answers its seconds. */
async function playRun(system: FaultSystem, one: FaultCase, play: Play): Promise<number> {
  const { installation, source, reader } = system;
  const { tally } = play;
  await installation.ready();
  const expectation = await untilAnswered(() => source.prepare(one, play.version));
  const watch = watchTarget(reader, one, expectation);
  const startedAt = performance.now();
  const running = makeRun(installation, system.pipelines.get(one.name) ?? '', play.version);
  let died = 'nothing';
  if (play.kill !== null) {
    if (play.kill.from === 'staged') await untilStaged(reader);
    await pause(play.kill.afterMs);
    if (killVictim(installation, play.kill.victim, play.kill.random)) {
      tally.kills += 1;
      tally.byVictim.set(play.kill.victim, (tally.byVictim.get(play.kill.victim) ?? 0) + 1);
      died = `${play.kill.victim} ${play.kill.afterMs} ms after it was ${play.kill.from}`;
    }
  }
  const ended = await running;
  const seconds = (performance.now() - startedAt) / 1000;
  const { looks, halfPublished } = await watch.stop();
  tally.runs += 1;
  tally.looks += looks;
  tally.halfPublished += halfPublished.length;
  for (const seen of halfPublished) play.say(`  HALF PUBLISHED ${one.name}: ${seen}`);
  await judge(system, one, { ended, expectation, play });
  play.say(
    `${String(tally.kills).padStart(3)} ${one.name.padEnd(20)} killed ${died.padEnd(50)} -> ` +
      `${ended.status} in ${seconds.toFixed(1)} s, ${ended.attempts} attempts, ${looks} looks`,
  );
  return seconds;
}

/** Gives up after some seconds: the run may be over before it was seen. */
async function untilStaged(reader: TargetReader): Promise<void> {
  const until = Date.now() + 3000;
  while (Date.now() < until) {
    const tables = await reader.leftovers().catch(() => []);
    if (tables.length > 0) return;
    await pause(5);
  }
}

async function judge(
  { source, reader }: FaultSystem,
  one: FaultCase,
  { ended, expectation, play }: { ended: EndedRun; expectation: Expectation; play: Play },
): Promise<void> {
  const { tally } = play;
  const found = await untilAnswered(() => reader.read(one, 'full'));
  if (ended.status === 'success') {
    tally.success += 1;
    await untilAnswered(() => source.commit(one));
  } else if (ended.status === 'failed' && ended.error !== null) {
    tally.failed += 1;
    play.say(`  failed: ${ended.error}`);
  } else {
    tally.unclear += 1;
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

/** A server that was killed needs some seconds. Only for reads, and for writes that may repeat. */
async function untilAnswered<Result>(work: () => Promise<Result>): Promise<Result> {
  const until = Date.now() + 120_000;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > until || isMistake(error)) throw error;
    }
    await pause(250);
  }
}

/** SQLSTATE class 42: the statement itself is wrong, waiting will not help. */
function isMistake(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && code.startsWith('42');
}
