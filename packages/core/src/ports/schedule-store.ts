/** What the engine's scheduler needs kept. Cron is the engine's; the store keeps next times. */
export interface ScheduleStore {
  /**
   * Takes up to `limit` schedules that are due at `now`, asks `decide` what each of them should
   * run and when it is next due, and stores both in one transaction per schedule. Any number of
   * schedulers may call this at the same time: each (pipeline, environment, logical time) becomes one
   * run.
   */
  fireDue(request: FireDue, decide: DecideFiring): Promise<readonly FiredSchedule[]>;
  /** When the earliest schedule that is not paused is due; null: none is. */
  nextDue(): Promise<string | null>;
}

export interface FireDue {
  /** RFC 3339; the scheduler's clock, so that tests drive it. */
  readonly now: string;
  readonly limit: number;
}

/** A schedule whose time has come; times are RFC 3339. */
export interface DueSchedule {
  readonly pipelineId: string;
  readonly environment: string;
  readonly cron: string;
  readonly timezone: string;
  readonly catchup: 'latest' | 'all' | 'none';
  /** The time that was due: not after `now`. */
  readonly dueAt: string;
}

export interface Firing {
  /** One run is created for each; empty: skipped (catchup none). */
  readonly logicalTimes: readonly string[];
  /** Null: never again. */
  readonly nextAt: string | null;
}

/** Pure and quick: it is called inside a transaction. */
export type DecideFiring = (due: DueSchedule) => Firing;

export interface FiredSchedule {
  readonly pipelineId: string;
  readonly environment: string;
  readonly runIds: readonly string[];
  readonly nextAt: string | null;
}
