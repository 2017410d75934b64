import type {
  CheckIntent,
  EndpointMention,
  Evidence,
  LoadIntent,
  Note,
  NotificationIntent,
  OperationIntent,
  PolicyIntent,
  ScheduleIntent,
  WriteIntent,
  ZoneMention,
} from '../ir/index.ts';

/**
 * What an instruction says to change in a pipeline that is there, before any name is looked up: typed
 * plain data, as PlannerIR is for a new pipeline. The built-in reader and models both produce it.
 */
export interface RevisionIR {
  readonly version: 1;
  /** In the order of the text. */
  readonly changes: readonly ChangeIntent[];
  /** Words that change nothing: asked about when a whole clause, told when a few. */
  readonly notes: readonly Note[];
}

/** One change, and the words that ask for it. */
export type ChangeIntent =
  | OperationChange
  | RowsChange
  | RemovalChange
  | ScheduleChange
  | TargetChange
  | { readonly about: 'write'; readonly write: WriteIntent; readonly evidence: Evidence }
  | { readonly about: 'load'; readonly load: LoadIntent; readonly evidence: Evidence }
  | { readonly about: 'check'; readonly check: CheckIntent; readonly evidence: Evidence }
  | NotificationChange
  | { readonly about: 'policy'; readonly policy: PolicyIntent; readonly evidence: Evidence }
  /** What the pipeline is to be called, as written. */
  | { readonly about: 'name'; readonly name: string; readonly evidence: Evidence };

/** Something done to rows on their way. */
export interface OperationChange {
  readonly about: 'operation';
  readonly operation: OperationIntent;
  /** In the place of one like it that is there ("instead", "change … to"), not beside it. */
  readonly instead: boolean;
  /** Words for the one whose place it takes: "instead of 100". Empty: none are given. */
  readonly was: readonly string[];
  /** A word for the table whose rows are meant; null: of any that has the columns. */
  readonly table: string | null;
  /** Of a join: words that may name its table and what it brings, "customers", "region"; absent elsewhere. */
  readonly words?: readonly string[];
  readonly evidence: Evidence;
}

/** "drop test users", "only Berlin customers": words whose column is not named. */
export interface RowsChange {
  readonly about: 'rows';
  readonly keep: boolean;
  readonly words: readonly RowWord[];
  /** The noun that says of which table; null: of the pipeline's rows. */
  readonly table: string | null;
  /** As of an operation: "only Paris customers instead of Berlin". */
  readonly instead: boolean;
  readonly was: readonly string[];
  readonly evidence: Evidence;
}

export interface RowWord {
  readonly text: string;
  /** A state as the lexicon has it ("cancelled"); null: a value or the name of a flag. */
  readonly state: string | null;
}

/** What can be taken away. */
export type RemovablePart =
  | 'filter'
  | 'mask'
  | 'rename'
  | 'dedupe'
  | 'sort'
  | 'limit'
  /** That columns are left out. */
  | 'columns'
  | 'check'
  | 'notification'
  | 'schedule'
  | 'load';

/** "no longer mask the email", "remove the filter on status" */
export interface RemovalChange {
  readonly about: 'removal';
  readonly part: RemovablePart;
  /** Words that tell which; empty: the one there is. */
  readonly names: readonly string[];
  readonly evidence: Evidence;
}

/** When it runs. What the words leave out stays as it is. */
export interface ScheduleChange {
  readonly about: 'schedule';
  readonly schedule: ScheduleIntent | null;
  readonly zone: ZoneMention | null;
  /** `time`: "at 3am", the days stay; `days`: "on weekdays", the hour stays. */
  readonly states: 'time' | 'days' | 'all' | 'zone';
  /** "not on Sundays": days that go, 0 is Sunday. */
  readonly without: readonly number[];
  readonly evidence: Evidence;
}

/** Where rows go. */
export interface TargetChange {
  readonly about: 'target';
  readonly target: EndpointMention;
  /** "also": beside what is there. */
  readonly also: boolean;
  readonly evidence: Evidence;
}

export interface NotificationChange {
  readonly about: 'notification';
  readonly notification: NotificationIntent;
  readonly instead: boolean;
  readonly was: readonly string[];
  readonly evidence: Evidence;
}
