import {
  compileNewestCursor,
  cursorOf,
  incrementalSourcesOf,
  type IncrementalSource,
  type PlanBinding,
  type ReadWindows,
} from '@ai-etl/compile';
import {
  AiEtlError,
  describeObject,
  hasErrors,
  normalizeTemporal,
  resolveSpec,
  targetObject,
  type ColumnType,
  type CursorReceipt,
  type EarlierCursors,
  type Fidelity,
  type PipelineSpec,
  type Publication,
  type ReadWindow,
  type Resolution,
  type Target,
} from '@ai-etl/core';
import { readRows } from '../checks/read-rows.ts';
import type { LiveEnvironment } from '../environment/read-environment.ts';
import type { Attempt } from '../run/attempt.ts';
import { backfillWindow } from './backfill-window.ts';
import { newestCommitted } from './committed-cursors.ts';
import { decideWindow, windowStart, type WindowFacts } from './decide-window.ts';

export type WindowsByTarget = Readonly<Record<string, ReadWindows>>;

/**
 * Decides what of each incremental source this run reads for each target: from what is committed in
 * the target up to the newest value that the source has now. The upper end is fixed before the rows
 * are read, so that rows which come meanwhile belong to the next run.
 */
export async function decideWindows(
  attempt: Attempt,
  spec: PipelineSpec,
  { live, binding }: { readonly live: LiveEnvironment; readonly binding: PlanBinding },
): Promise<WindowsByTarget> {
  const targets = spec.targets.filter(({ input }) => incrementalSourcesOf(input, spec).length > 0);
  if (targets.length === 0) return {};
  const resolution = resolveSpec(spec, live.environment);
  // Planning tells the errors.
  if (hasErrors(resolution.diagnostics)) return {};
  const { claimed, fence, ports } = attempt;
  const earlier = claimed.run.fullRefresh ? [] : await ports.store.earlierCursors(fence.runId);
  const windows: Record<string, ReadWindows> = {};
  for (const target of targets) {
    const context: Context = { attempt, resolution, live, binding, earlier };
    windows[target.id] = await windowsOf(target, context);
  }
  return windows;
}

interface Context {
  readonly attempt: Attempt;
  readonly resolution: Resolution;
  readonly live: LiveEnvironment;
  readonly binding: PlanBinding;
  readonly earlier: readonly EarlierCursors[];
}

async function windowsOf(target: Target, context: Context): Promise<ReadWindows> {
  const { attempt, resolution, live, earlier } = context;
  const sources = incrementalSourcesOf(target.input, resolution.spec);
  const { run, spec } = attempt.claimed;
  if (run.trigger === 'backfill' && !run.fullRefresh) {
    return Object.fromEntries(
      sources.map((source) => {
        const cursor = cursorOf(source, live.environment);
        return [source.id, backfillWindow({ run, spec, target, source, cursor })];
      }),
    );
  }
  const object = describeObject(targetObject(target));
  const committed = await newestCommitted({ id: target.id, object }, earlier, (one) =>
    ask(target, one, context),
  );
  const windows: Record<string, ReadWindow> = {};
  for (const source of sources) {
    const facts: WindowFacts = {
      source,
      cursor: cursorOf(source, live.environment),
      committed: committed.find((one) => one.source === source.id),
      isAppended: target.write.mode === 'append',
    };
    const from = windowStart(facts);
    const newest = await readNewest(source, from, context);
    windows[source.id] = decideWindow(facts, { from, newest });
    tell(context, { target, source, committed: facts.committed, newest });
  }
  return windows;
}

function tell(
  { attempt }: Context,
  {
    target,
    source,
    committed,
    newest,
  }: {
    readonly target: Target;
    readonly source: IncrementalSource;
    readonly committed: CursorReceipt | undefined;
    readonly newest: string | null;
  },
): void {
  const since = committed?.to ?? null;
  const what =
    newest === null
      ? 'nothing new'
      : `${since === null ? 'everything' : `what is new since ${since}`} up to ${newest}`;
  attempt.log.write(
    'info',
    `"${target.id}" gets ${what} of "${source.id}" (${source.incremental.cursor}).`,
  );
}

async function readNewest(
  source: IncrementalSource,
  from: string | null,
  { attempt, resolution, live, binding }: Context,
): Promise<string | null> {
  const { environment, sessions } = live;
  const query = compileNewestCursor(source, from, { resolution, environment, binding });
  const session = sessions.get(query.connection);
  if (session === undefined) return null;
  const { signal } = attempt.control;
  const snapshot = await session.openSnapshot(signal);
  try {
    const [row] = await readRows(snapshot, query, signal, asItIs);
    const newest = row?.[0] ?? null;
    if (newest !== null) requireReadable(newest, source, cursorOf(source, environment).type);
    return newest;
  } finally {
    await snapshot.close();
  }
}

/** NaN as NULL would look like nothing new. */
const asItIs: Fidelity = { unbounded_decimal: 'text', not_a_number: 'fail', date_range: 'fail' };

function requireReadable(
  newest: string,
  { id, incremental }: IncrementalSource,
  type: ColumnType,
): void {
  if (isReadable(newest, type)) return;
  throw new AiEtlError(
    'PLAN_INVALID',
    `The newest "${incremental.cursor}" of "${id}" is ${newest}: nothing beyond it would ever be new. ` +
      'Correct those rows, or read by another column.',
    { details: [{ field: 'incremental.cursor', error: 'no value that can be continued from' }] },
  );
}

/** Not so are infinity, NaN, and moments that no literal says. */
function isReadable(newest: string, { kind }: ColumnType): boolean {
  switch (kind) {
    case 'date':
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return normalizeTemporal(kind, newest) !== undefined;
    default:
      return /^-?\d/.test(newest);
  }
}

async function ask(
  target: Target,
  { runId, attempt: number }: EarlierCursors,
  { attempt, live }: Context,
): Promise<Publication | null> {
  const session = live.sessions.get(target.connection);
  if (session === undefined) {
    throw new AiEtlError('SERVICE_UNAVAILABLE', `The target of "${target.id}" does not answer.`);
  }
  const key = { runId, step: target.id, attempt: number };
  return session.loader.publication(targetObject(target), key, attempt.control.signal);
}
