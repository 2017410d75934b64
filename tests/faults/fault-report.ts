/** What `--json` prints: counts of the whole test. */
export interface FaultReport {
  readonly kills: number;
  /** Of these, how many met a run that was not over yet; the others ask whether an end lasts. */
  readonly kills_amid_runs: number;
  readonly lost_rows: number;
  readonly duplicate_rows: number;
  /** Looks that saw neither the old nor the new content; files that no manifest tells of. */
  readonly half_published: number;
  readonly runs: number;
  readonly success: number;
  /** Runs that ended well after at least one of their attempts was killed. */
  readonly resumed: number;
  /** Durable chunks that retries took over instead of loading them, and rows in them. */
  readonly resumed_chunks: number;
  readonly resumed_rows: number;
  /** Runs that lost an attempt amid chunks, but not the chunks, and made another. */
  readonly interrupted_chunk_loads: number;
  readonly failed: number;
  /** Runs that ended neither as success nor as a failure that explains itself. */
  readonly unclear: number;
  /** How often the reader looked while things died. */
  readonly looks: number;
  /** Staging tables and files that are still there after a last run that nobody disturbed. */
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
  /** Of the whole test, the start of the installation left out. */
  readonly seconds: number;
  readonly kills_by_victim: Readonly<Record<string, number>>;
  readonly kills_by_case: Readonly<Record<string, number>>;
}

const mustBeZero = [
  'lost_rows',
  'duplicate_rows',
  'half_published',
  'unclear',
  'leftover_staging',
  'events_lost',
  'events_doubled',
  'events_out_of_order',
  'deliveries_lost',
  'deliveries_out_of_order',
] as const;

/** So many interrupted loads, and one of them at least has recorded a chunk that the next attempt can keep. */
const enoughInterrupted = 2;

/** What the report says against the installation, as sentences. Empty: nothing. */
export function faultsOf(report: FaultReport): readonly string[] {
  const faults = mustBeZero
    .filter((name) => report[name] !== 0)
    .map((name) => `${name} is ${report[name]}`);
  const { interrupted_chunk_loads: interrupted, resumed_chunks: resumed } = report;
  if (interrupted >= enoughInterrupted && resumed === 0) {
    faults.push(`resumed_chunks is 0 although ${interrupted} loads in chunks were interrupted`);
  }
  return faults;
}
