import type { DialectName, Fidelity, Layout, ObjectName, Schema, Write } from '@ai-etl/core';
import type { PlanCheck } from './checks/compile-checks.ts';

/** How a spec will run: serialisable, pinned to a spec hash, shown to users as `plan`. */
export interface RunPlan {
  readonly version: 1;
  readonly spec_hash: string;
  readonly route: 'direct';
  /** Why this route, in sentences for a person. */
  readonly because: readonly string[];
  readonly branches: readonly PlanBranch[];
  /** Proved on the sources' rows before anything is published. */
  readonly checks: readonly PlanCheck[];
  /** DAG in topological order; ids such as `extract_sales`, `load_sales`. */
  readonly tasks: readonly PlanTask[];
  /** Rows and bytes expected before and after push-down, where statistics exist. */
  readonly estimate: {
    readonly source_rows: number | null;
    readonly source_bytes: number | null;
  };
}

/** One target with everything upstream of it pushed into one source query. */
export interface PlanBranch {
  /** The target's id in the spec. */
  readonly id: string;
  readonly source: {
    readonly connection: string;
    readonly dialect: DialectName;
    /** Complete query with literals bound; its columns are `columns`, in order. */
    readonly sql: string;
    readonly columns: Schema;
    /** Ids of sources and steps that were pushed into `sql`. */
    readonly pushed: readonly string[];
    /** Tables it reads. */
    readonly objects: readonly ObjectName[];
    /** Known from statistics only when the query neither filters nor groups. */
    readonly estimated_rows: number | null;
  };
  readonly target: {
    readonly connection: string;
    readonly object: ObjectName;
    readonly write: Write;
    readonly layout: Layout;
    readonly fidelity: Fidelity;
    readonly contract: 'evolve' | 'freeze' | 'discard';
  };
}

export interface PlanTask {
  readonly id: string;
  readonly kind: 'extract' | 'load' | 'verify' | 'publish';
  readonly branch: string;
  readonly depends_on: readonly string[];
}

/** What a run binds into a plan. */
export interface PlanBinding {
  /** RFC 3339, UTC: relative dates are resolved against it. */
  readonly logicalTime: string;
  /** IANA zone in which calendar units begin. */
  readonly timezone: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
}
