import { judgeEvents } from './judge-events.ts';
import { chooseTurns, planKill, type Turns } from './plan-kills.ts';
import { playRun, type FaultSystem } from './play-run.ts';
import { readEvents } from './read-events.ts';
import { createRandom, type SeededRandom } from './seeded-random.ts';
import { newTally, type Tally } from './tally.ts';
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

export interface FaultReport {
  readonly kills: number;
  readonly lost_rows: number;
  readonly duplicate_rows: number;
  readonly half_published: number;
  readonly runs: number;
  readonly success: number;
  /** Runs that ended well after at least one of their attempts was killed. */
  readonly resumed: number;
  /** Durable chunks that retries took over instead of loading them, and rows in them. */
  readonly resumed_chunks: number;
  readonly resumed_rows: number;
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
  readonly kills_by_case: Readonly<Record<string, number>>;
}

interface Course {
  readonly tally: Tally;
  readonly random: SeededRandom;
  readonly options: FaultOptions;
}

/**
 * Makes runs of all cases, some at the same time, and kills something at a random moment of each,
 * until enough died; compares the target with what it must hold after every run.
 */
export async function runFaults(system: FaultSystem, options: FaultOptions): Promise<FaultReport> {
  const random = createRandom(options.seed);
  const tally = newTally();
  const course = { tally, random, options };
  const turns = chooseTurns(random, options.kills, options.only);
  await playFirstRuns(system, turns, course);
  await playTurns(system, turns, course);
  const leftovers = await untilAnswered(() => system.reader.leftovers());
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
    resumed: tally.resumed,
    resumed_chunks: tally.resumedChunks,
    resumed_rows: tally.resumedRows,
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
    kills_by_case: Object.fromEntries(tally.byCase),
  };
}

/** The first run of each case is left alone: it makes the table and says how long a run takes. */
async function playFirstRuns(
  system: FaultSystem,
  turns: readonly Turns[],
  { tally, options }: Course,
): Promise<void> {
  const waiting = [...turns];
  await inLanes(options.lanes, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const play = { version: 1, tally, say: options.say, kill: null };
      next.runMs = (await playRun(system, next.one, play)) * 1000;
    }
  });
}

/** Round and round; a case waits while a run of it is made, as its runs build on each other. */
async function playTurns(
  system: FaultSystem,
  turns: readonly Turns[],
  { tally, random, options }: Course,
): Promise<void> {
  const waiting = [...turns];
  let underWay = 0;
  await inLanes(options.lanes, async () => {
    while (tally.kills + underWay < options.kills) {
      const next = waiting.shift();
      if (next === undefined) return;
      underWay += 1;
      const kill = { ...planKill(random, next), random };
      next.turn += 1;
      const play = { version: next.turn + 1, tally, say: options.say, kill };
      await playRun(system, next.one, play);
      underWay -= 1;
      waiting.push(next);
    }
  });
}

async function inLanes(count: number, lane: () => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: count }, lane));
}
