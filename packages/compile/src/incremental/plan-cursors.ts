import {
  invariant,
  maxSeenRows,
  printExpression,
  resolveSpec,
  type PipelineSpec,
  type ReadWindow,
  type ResolveEnvironment,
  type Resolution,
  type Source,
  type Step,
  type Target,
} from '@ai-etl/core';
import { compileSourceQuery, type SourceQuery } from '../compile-source-query.ts';
import type { PlanBinding } from '../plan.ts';
import {
  beginAgain,
  cursorOf,
  incrementalSourcesOf,
  type IncrementalSource,
  type ReadWindows,
} from './cursors-of.ts';
import { rowHash } from './row-hash.ts';

/** How one incremental source is read for one target. */
export interface PlanCursor {
  readonly source: string;
  /** The cursor column. */
  readonly cursor: string;
  readonly window: ReadWindow;
  /** Columns that tell rows apart. */
  readonly row: readonly string[];
  /**
   * Hashes of the rows that the next run would read again, where the target would then hold them
   * twice; at most `maxSeenRows` + 1 of them. null: the target merges, or nothing is read.
   */
  readonly boundary: SourceQuery | null;
  /** False where a target may do without: the full refresh of what perhaps merges. */
  readonly mustRemember: boolean;
  /** Where the boundary begins; null: there is none. */
  readonly boundaryFrom: string | null;
}

interface Context {
  readonly resolution: Resolution;
  readonly environment: ResolveEnvironment;
  readonly binding: PlanBinding;
}

/** The cursors of a target's sources, for those windows that the binding names. */
export function planCursors(target: Target, context: Context): readonly PlanCursor[] {
  const windows: ReadWindows = context.binding.windows?.[target.id] ?? {};
  return incrementalSourcesOf(target.input, context.resolution.spec).flatMap((source) => {
    const window = windows[source.id];
    if (window === undefined) return [];
    const cursor = cursorOf(source, context.environment);
    const read = addsRows(target) && window.isEmpty !== true ? window.to : null;
    const from = read === null ? null : beginAgain(source, read, cursor);
    return [
      {
        source: source.id,
        cursor: source.incremental.cursor,
        window,
        row: cursor.row.map(({ name }) => name),
        boundary: read === null ? null : boundaryQuery(source, { from, to: read }, context),
        mustRemember: target.write.mode === 'append' || target.write.keys.length === 0,
        boundaryFrom: from,
      },
    ];
  });
}

/** Rows that are read twice are there twice; `replace` may be the full refresh of what appends. */
function addsRows({ write }: Target): boolean {
  return write.mode === 'append' || write.mode === 'replace';
}

/** One row with the greatest cursor value of an incremental source, from `from` on. */
export function compileNewestCursor(
  source: IncrementalSource,
  from: string | null,
  context: Context,
): SourceQuery {
  const { cursor } = source.incremental;
  const newest: Step = {
    id: 'newest_cursor',
    op: 'aggregate',
    inputs: [source.id],
    group_by: [],
    measures: [
      { name: 'newest', expression: `max(${printExpression({ kind: 'column', name: cursor })})` },
    ],
  };
  return compileOver(source, [newest], { ...context, window: { from, to: null, seen: [] } });
}

function boundaryQuery(
  source: IncrementalSource,
  range: Pick<ReadWindow, 'from' | 'to'>,
  context: Context,
): SourceQuery {
  const cursor = cursorOf(source, context.environment);
  const window: ReadWindow = { ...range, seen: [] };
  const hash: Step = {
    id: 'row_hashes',
    op: 'aggregate',
    inputs: [source.id],
    group_by: [{ name: 'hash', expression: printExpression(rowHash(cursor.row)) }],
    measures: [{ name: 'rows', expression: 'count(*)' }],
  };
  const only: Step = { id: 'hashes', op: 'select', inputs: [hash.id], columns: ['hash'] };
  const limit: Step = {
    id: 'some_hashes',
    op: 'limit',
    inputs: [only.id],
    count: maxSeenRows + 1,
    offset: 0,
  };
  return compileOver(source, [hash, only, limit], { ...context, window });
}

/** A query over one source of the spec, with its cursor among the columns, and nothing else. */
function compileOver(
  source: IncrementalSource,
  steps: readonly Step[],
  { resolution, environment, binding, window }: Context & { readonly window: ReadWindow },
): SourceQuery {
  const { row } = cursorOf(source, environment);
  const only: Source = { ...source, columns: row.map(({ name }) => name) };
  const spec: PipelineSpec = {
    ...resolution.spec,
    sources: [only],
    steps: [...steps],
    targets: [],
    checks: [],
  };
  const last = steps.at(-1);
  invariant(last !== undefined, 'there is a step');
  const resolved = resolveSpec(spec, environment);
  const result = compileSourceQuery(
    last.id,
    { ...resolved, diagnostics: resolved.diagnostics.filter(({ code }) => code !== 'NO_TARGET') },
    { environment, binding, windows: { [source.id]: window } },
  );
  invariant('query' in result, `source ${source.id} can be read`);
  return result.query;
}
