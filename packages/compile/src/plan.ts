import type {
  DialectName,
  Fidelity,
  Layout,
  ObjectName,
  Route,
  Schema,
  TableKey,
  Write,
} from '@ai-etl/core';
import type { ReadWindows } from './incremental/cursors-of.ts';
import type { PlanCursor } from './incremental/plan-cursors.ts';
import type { PlanCheck } from './checks/compile-checks.ts';

/** How a spec will run: serialisable, pinned to a spec hash, shown to users as `plan`. */
export interface RunPlan {
  readonly version: 1;
  readonly spec_hash: string;
  /** The route of its branches; with several, the one that moves most: local, direct, in_target. */
  readonly route: Route;
  /** Why this route, in sentences for a person. */
  readonly because: readonly string[];
  /** What is loaded into the run's scratch database first; empty unless a branch is local. */
  readonly extracts: readonly PlanExtract[];
  readonly branches: readonly PlanBranch[];
  /** Proved on the rows that are read, before anything is published. */
  readonly checks: readonly PlanCheck[];
  /** DAG in topological order; ids such as `extract_sales`, `load_sales`. */
  readonly tasks: readonly PlanTask[];
  readonly estimate: PlanEstimate;
}

/** A query of a source server: everything in `pushed` is done there. */
export interface PlanQuery {
  readonly connection: string;
  readonly dialect: DialectName;
  /** Complete query with literals bound; its columns are `columns`, in order. */
  readonly sql: string;
  readonly columns: Schema;
  /** Ids of sources and steps that were pushed into `sql`. */
  readonly pushed: readonly string[];
  /** Tables and files it reads. */
  readonly objects: readonly ObjectName[];
  /** Known from statistics only when the query neither filters nor groups. */
  readonly estimated_rows: number | null;
  /** Absent: its rows cannot be read in ranges. */
  readonly key?: PlanKey;
}

/** A column of a query by which its rows can be read in ranges, and the table's key that it is. */
export interface PlanKey {
  readonly column: string;
  readonly of: TableKey;
}

/** One part of the graph that a server can do by itself, loaded into a scratch table of its name. */
export interface PlanExtract extends PlanQuery {
  /** Id of the source or step whose rows these are; also the scratch table. */
  readonly id: string;
}

/** One target with the query that gives its rows. */
export interface PlanBranch {
  /** The target's id in the spec. */
  readonly id: string;
  readonly route: Route;
  readonly source: PlanQuery | ScratchQuery;
  /** How incremental sources are read; absent: none is. */
  readonly cursors?: readonly PlanCursor[];
  readonly target: {
    readonly connection: string;
    readonly object: ObjectName;
    readonly write: Write;
    readonly layout: Layout;
    readonly fidelity: Fidelity;
    readonly contract: 'evolve' | 'freeze' | 'discard';
  };
}

/** A query of the run's scratch database; `pushed` are the steps done there. */
export interface ScratchQuery extends Omit<PlanQuery, 'connection' | 'key'> {
  readonly connection: null;
}

export interface PlanTask {
  readonly id: string;
  readonly kind: 'extract' | 'transform' | 'load' | 'verify' | 'publish';
  /** Target whose rows it moves; of an extract of the local route, the source or step it reads. */
  readonly branch: string;
  readonly depends_on: readonly string[];
}

/** Rows and bytes expected, from statistics of the catalogs; null where they say nothing. */
export interface PlanEstimate {
  /** What the tables hold that are read. */
  readonly source_rows: number | null;
  readonly source_bytes: number | null;
  /** The same of each source that is read. */
  readonly sources: readonly SourceEstimate[];
  /** What leaves the sources after push-down, at most. */
  readonly read_rows: number | null;
  readonly read_bytes: number | null;
  /** Bytes out of sources and into targets, at most. */
  readonly moved_bytes: number | null;
  /** What each route would move, and why one cannot be taken. */
  readonly routes: readonly RouteEstimate[];
}

export interface SourceEstimate {
  /** Of the source in the spec. */
  readonly id: string;
  readonly rows: number | null;
  /** Of files their content, unpacked where that is known. */
  readonly bytes: number | null;
  /** False: from statistics or a sample. */
  readonly rows_exact: boolean;
}

export interface RouteEstimate {
  readonly route: Route;
  readonly possible: boolean;
  readonly moved_bytes: number | null;
  /** What stands in the way; null: nothing. */
  readonly obstacle: string | null;
}

/** What a run binds into a plan. */
export interface PlanBinding {
  /** RFC 3339, UTC: relative dates are resolved against it. */
  readonly logicalTime: string;
  /** IANA zone in which calendar units begin. */
  readonly timezone: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
  /**
   * The project's key for masked values, in hex; only for SQL that runs and is never shown. Absent:
   * a placeholder stands in the SQL.
   */
  readonly maskKey?: string;
  /**
   * For programs that somebody else runs: parameters and keys of masks stay variables, see
   * bind/variables.ts, and `params` and `maskKey` are not looked at.
   */
  readonly leavesVariables?: true;
  /** What of incremental sources is read, by target and source; whole where nothing is said. */
  readonly windows?: Readonly<Record<string, ReadWindows>>;
}
