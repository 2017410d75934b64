import type { FaultReport } from './fault-report.ts';
import { judgeEvents } from './judge-events.ts';
import { chooseTurns, planKills, type PlannedKill, type Turns } from './plan-kills.ts';
import { playRun, type FaultSystem } from './play-run.ts';
import { readEvents } from './read-events.ts';
import { createRandom, type SeededRandom } from './seeded-random.ts';
import { newTally, type Tally } from './tally.ts';
import { stagingPlaceOf } from './target-reader.ts';
import { untilAnswered } from './until-answered.ts';

export interface FaultOptions {
  readonly kills: number;
  readonly seed: number;
  /** Runs of different cases at the same time. */
  readonly lanes: number;
  /** Only cases with this text in their name. */
  readonly only: string;
  readonly say: (line: string) => void;
}

interface Course {
  readonly system: FaultSystem;
  readonly tally: Tally;
  readonly random: SeededRandom;
  readonly say: (line: string) => void;
  /** Of the run that ended last at its first attempt: a guess for a case that has had none. */
  usualMs: number;
}

/** Cases that are played together until there were so many kills in all. */
interface Phase {
  readonly turns: readonly Turns[];
  readonly untilKills: number;
  readonly lanes: number;
}

/**
 * Makes runs of all cases, some at the same time, and kills things at random moments of each, until
 * enough died; compares the target with what it must hold after every run.
 */
export async function runFaults(system: FaultSystem, options: FaultOptions): Promise<FaultReport> {
  const startedAt = performance.now();
  const random = createRandom(options.seed);
  const tally = newTally();
  const course: Course = { system, tally, random, say: options.say, usualMs: 1500 };
  const turns = chooseTurns(random, options.kills, options.only);
  for (const phase of phasesOf(turns, options)) {
    await playTurns(course, phase);
  }
  const leftovers = await sweepUp(course, turns);
  const told = await untilAnswered(() => readEvents(system.installation));
  const { heard } = system.listener;
  const verdict = judgeEvents({ ...told, heard });
  for (const complaint of verdict.complaints) options.say(`  EVENTS ${complaint}`);
  return {
    kills: tally.kills,
    kills_amid_runs: tally.killsAmidRuns,
    lost_rows: Number(tally.lostRows),
    duplicate_rows: Number(tally.duplicateRows),
    half_published: tally.halfPublished,
    runs: tally.runs,
    success: tally.success,
    resumed: tally.resumed,
    resumed_chunks: tally.resumedChunks,
    resumed_rows: tally.resumedRows,
    interrupted_chunk_loads: tally.interruptedChunkLoads,
    failed: tally.failed,
    unclear: tally.unclear,
    looks: tally.looks,
    leftover_staging: leftovers,
    events_lost: verdict.eventsLost,
    events_doubled: verdict.eventsDoubled,
    events_out_of_order: verdict.eventsOutOfOrder,
    deliveries_lost: verdict.deliveriesLost,
    deliveries_out_of_order: verdict.deliveriesOutOfOrder,
    deliveries: heard.length,
    seconds: Math.round((performance.now() - startedAt) / 1000),
    kills_by_victim: Object.fromEntries(tally.byVictim),
    kills_by_case: Object.fromEntries(tally.byCase),
  };
}

/**
 * Loads in chunks come by themselves and one at a time: a transaction of another run that is open while
 * their snapshot is taken leaves it unproved that rows did not change, and then no chunk is kept.
 */
export function phasesOf(
  turns: readonly Turns[],
  { kills, lanes }: Pick<FaultOptions, 'kills' | 'lanes'>,
): readonly Phase[] {
  const chunked = turns.filter(({ one }) => one.kind === 'chunked');
  const others = turns.filter(({ one }) => one.kind !== 'chunked');
  const forOthers = Math.round((kills * others.length) / turns.length);
  return [
    { turns: others, untilKills: forOthers, lanes },
    { turns: chunked, untilKills: kills, lanes: 1 },
  ].filter((phase) => phase.turns.length > 0);
}

/**
 * Round and round; a case waits while a run of it is made, as its runs build on each other. The first
 * run of each makes the target; half of them are left alone.
 */
async function playTurns(course: Course, { turns, untilKills, lanes }: Phase): Promise<void> {
  const { tally, random } = course;
  const waiting = [...turns];
  let underWay = 0;
  await inLanes(lanes, async () => {
    while (tally.kills + underWay < untilKills) {
      const next = waiting.shift();
      if (next === undefined) return;
      const isLeftAlone = next.turn === 0 && random.next() < 0.5;
      const most = isLeftAlone ? 0 : untilKills - tally.kills - underWay;
      const kills = planKills(random, next, { most, usualMs: course.usualMs });
      underWay += kills.length;
      await playNext(course, next, kills);
      underWay -= kills.length;
      if (isLeftAlone) waiting.unshift(next);
      else waiting.push(next);
    }
  });
}

async function playNext(course: Course, next: Turns, kills: readonly PlannedKill[]): Promise<void> {
  const { system, tally, random, say } = course;
  next.turn += 1;
  const play = { version: next.turn, tally, random, say, kills };
  const played = await playRun(system, next.one, play);
  next.kills += played.kills;
  if (played.runMs === null) return;
  course.usualMs = played.runMs;
  // What died beside it may have made it wait: the quickest one says how long a run takes.
  next.runMs = Math.min(next.runMs ?? played.runMs, played.runMs);
}

/**
 * What killed runs have left is removed by a later run into the same place: where something is left,
 * one is made. Answers how much stays for ever.
 */
async function sweepUp(course: Course, turns: readonly Turns[]): Promise<number> {
  const { reader } = course.system;
  const places = new Map(turns.map((next) => [stagingPlaceOf(next.one), next]));
  let stays = 0;
  for (const next of places.values()) {
    const leftIn = () => untilAnswered(() => reader.leftovers(next.one));
    if ((await leftIn()).length === 0) continue;
    await playNext(course, next, []);
    const left = await leftIn();
    stays += left.length;
    for (const name of left) course.say(`  LEFT BEHIND beside ${next.one.name}: ${name}`);
  }
  return stays;
}

async function inLanes(count: number, lane: () => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: count }, lane));
}
