import type { Assumption, Catalog, Diagnostic, ErrorDetail, PipelineSpec } from '@ai-etl/core';
import type { PlannerIR } from './ir/index.ts';

/** A stored connection, as far as words can mean it. */
export interface PlannerConnection {
  readonly id: string;
  /** As the user called it: "Sales (sample)". */
  readonly name: string;
  /** Connector type: `postgresql`. */
  readonly type: string;
  readonly roles: readonly ('source' | 'target')[];
  /** Database the connection opens, when it has one. */
  readonly database?: string;
  /** Folder or `s3://bucket/prefix` below which its files lie; absent: it holds tables. */
  readonly root?: string;
  /** Null when it could not be read: names are then taken as written, and a finding says so. */
  readonly catalog: Catalog | null;
}

/** What a project has settled once for all its pipelines. */
export interface PlannerDefaults {
  /** IANA zone for schedules whose words name none; UTC when absent. */
  readonly timezone?: string;
}

/** A column of a table of a connection. */
export interface ColumnPlace {
  readonly connectionId: string;
  /** The connection's default one where the table names none. */
  readonly schema: string;
  readonly table: string;
  readonly column: string;
}

/** All values that are known of a column. */
export interface KnownValues extends ColumnPlace {
  readonly values: readonly string[];
}

/** Where the words are read against: the project's connections. */
export interface PlannerContext {
  /** Of columns that a question of an earlier plan was about (`valuesOf`); none when absent. */
  readonly values?: readonly KnownValues[];
  readonly connections: readonly PlannerConnection[];
  /** Types that have a connector; a named system outside this list is said to be unsupported. */
  readonly supportedTypes?: readonly string[];
  readonly defaults?: PlannerDefaults;
}

/** Reads words into the IR: the built-in parser, or a model behind the same port. */
export interface IntentParser {
  /** Resolves for any text. Rejects only when a provider fails. */
  parse(text: string, context: PlannerContext): Promise<PlannerIR>;
}

/** Who read the words. */
export type EngineUsed =
  | {
      readonly engine: 'built-in';
      /** Why no model's answer was taken; null: none is configured. */
      readonly because: string | null;
    }
  | {
      readonly engine: 'model';
      /** The configured provider, and what it calls the model. */
      readonly provider: string;
      readonly model: string;
      /** How often it was asked; 0: an earlier answer was taken. */
      readonly rounds: number;
    };

/** What a question is about. */
export type QuestionField =
  | 'source'
  | 'target'
  | 'object'
  | 'target_object'
  | 'schedule'
  | 'timezone'
  | 'write_mode'
  | 'keys'
  | 'columns'
  | 'filter'
  | 'operations'
  | 'notifications';

/** One short question whose answer decides something; asked instead of guessing. */
export interface Question {
  /** Key of the answer: `object`, `filter_2`. The same doubt has the same id each time. */
  readonly id: string;
  readonly field: QuestionField;
  readonly question: string;
  readonly choices: readonly Choice[];
  /** Whether anything else may be written: a table name, a cron. */
  readonly allow_free_text: boolean;
  /** Whether several choices may be taken together, as a list. */
  readonly allow_multiple: boolean;
  /** The column whose values would answer it: planned again with them, it need not be asked. */
  readonly valuesOf?: ColumnPlace;
}

/** One answer that is offered. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Why it is offered. */
  readonly because: string;
}

/** Answers by question id. */
export type Answers = Readonly<Record<string, string | readonly string[]>>;

/** What is stored with a draft so that answers can go on from it: plain JSON. */
export interface PlannerState {
  readonly version: 1;
  readonly description: string;
  readonly understood: PlannerIR;
  readonly answers: Answers;
  /** Absent: the built-in parser, with no model configured. */
  readonly engine?: EngineUsed;
}

/** What the words became. */
export interface PlanOutcome {
  /** `ready`: no question is open. `diagnostics` may hold errors all the same. */
  readonly status: 'ready' | 'needs_clarification';
  /** Valid in shape; while questions are open it holds only what is certain. */
  readonly spec: PipelineSpec;
  readonly name: string;
  readonly description: string;
  readonly assumptions: readonly Assumption[];
  readonly clarification: readonly Question[];
  /** What the words say that no question can settle: unsupported, ignored, not understood. */
  readonly diagnostics: readonly Diagnostic[];
  /** Answers that could not be taken: `answers.<question id>` and what was allowed. */
  readonly rejected: readonly ErrorDetail[];
  readonly understood: PlannerIR;
  readonly state: PlannerState;
}
