import {
  diagnostic,
  resolveSpec,
  type Check,
  type ColumnType,
  type Diagnostic,
  type PipelineSpec,
  type ResolveEnvironment,
  type Resolution,
} from '@ai-etl/core';
import { compileSourceQuery, type SourceQuery } from '../compile-source-query.ts';
import { readingsOf, type TargetReading } from '../incremental/target-reading.ts';
import type { PlanBinding, ScratchQuery } from '../plan.ts';
import { whyNoRoute } from '../route/choose-route.ts';
import { compileLocally, createCutters, type LocalQuery } from '../route/local-query.ts';
import { checkNodes, type CheckNodes } from './check-nodes.ts';

/** How one check is measured and judged in a run. */
export interface PlanCheck {
  readonly check: Check;
  /** Yields one row with one column: what is judged, see `judged`. */
  readonly measure: SourceQuery | ScratchQuery;
  readonly judged: JudgedMeasure;
  /** Some of the rows that fail, at most `sampledRows`; null where there are none to show. */
  readonly failing: SourceQuery | ScratchQuery | null;
}

/**
 * What the measured value is: the number of failing rows (none passes), a number of rows, or the
 * newest moment of a column, of this type.
 */
export type JudgedMeasure =
  | { readonly kind: 'failing_rows' }
  | { readonly kind: 'row_count' }
  | { readonly kind: 'newest'; readonly type: ColumnType };

/** Failing rows that are read, to judge what is personal and to show a few. */
const sampledRows = 50;

export interface CompiledChecks {
  readonly checks: readonly PlanCheck[];
  /** Those of their queries that read the scratch database, since one server cannot answer them. */
  readonly local: readonly LocalQuery[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compiles the checks of a spec that resolved without errors into queries over what the sources
 * hold, as everything else of the run sees it. Pure. What no route can measure is a diagnostic.
 */
export function compileChecks(
  resolution: Resolution,
  environment: ResolveEnvironment,
  binding: PlanBinding,
): CompiledChecks {
  const checks: PlanCheck[] = [];
  const local: LocalQuery[] = [];
  const diagnostics: Diagnostic[] = [];
  resolution.spec.checks.forEach((check, index) => {
    for (const compiled of compileCheck(check, resolution, { environment, binding, index })) {
      if ('diagnostics' in compiled) {
        diagnostics.push(...compiled.diagnostics.map((one) => refusal(check, index, one)));
        return;
      }
      checks.push(compiled.check);
      local.push(...compiled.local);
    }
  });
  return { checks, local, diagnostics };
}

interface CheckContext {
  readonly environment: ResolveEnvironment;
  readonly binding: PlanBinding;
  /** Place of the check in the spec: its nodes are named by it. */
  readonly index: number;
}

type CompiledCheck =
  | { readonly check: PlanCheck; readonly local: readonly LocalQuery[] }
  | { readonly diagnostics: readonly Diagnostic[] };

/** One, unless targets are read differently and the check is about all of them. */
function compileCheck(
  check: Check,
  { spec, schemas }: Resolution,
  context: CheckContext,
): readonly CompiledCheck[] {
  const { target, node, nodes, extended } = measuredSpec(check, { spec, schemas }, context);
  return readingsOf(node, { spec: extended.spec, only: target?.id }, context.binding).map(
    (reading) => compileReading(check, nodes, { extended, reader: { ...context, ...reading } }),
  );
}

/** The spec with the nodes that measure one check, resolved. */
export function measuredSpec(
  check: Check,
  { spec, schemas }: Pick<Resolution, 'spec' | 'schemas'>,
  { environment, index }: Pick<CheckContext, 'environment' | 'index'>,
) {
  const target = spec.targets.find(({ id }) => id === check.on);
  const node = target?.input ?? check.on;
  const schema = schemas.get(node) ?? [];
  const nodes = checkNodes({ check, node, schema, freeId: freeIds(spec, index) });
  return { target, node, nodes, extended: resolveSpec(extend(spec, nodes), environment) };
}

function compileReading(
  check: Check,
  nodes: CheckNodes,
  {
    extended,
    reader,
  }: { readonly extended: Resolution; readonly reader: CheckContext & TargetReading },
): CompiledCheck {
  const measure = compileAnywhere(nodes.measure, extended, reader);
  if ('diagnostics' in measure) return measure;
  const judged = judgedMeasure(check, measure.query);
  if (nodes.failing === null) {
    return {
      check: { check, measure: measure.query, judged, failing: null },
      local: measure.local,
    };
  }
  const failing = compileAnywhere(sampleOf(nodes.failing), extended, reader);
  if ('diagnostics' in failing) return failing;
  return {
    check: { check, measure: measure.query, judged, failing: failing.query },
    local: [...measure.local, ...failing.local],
  };
}

/** On the node's server, or where one is not enough in the scratch database. */
function compileAnywhere(
  nodeId: string,
  resolution: Resolution,
  { environment, binding, windows, extractName }: CheckContext & TargetReading,
):
  | { readonly query: SourceQuery | ScratchQuery; readonly local: readonly LocalQuery[] }
  | { readonly diagnostics: readonly Diagnostic[] } {
  const options = {
    environment,
    binding,
    ...(windows === undefined ? {} : { windows }),
    ...(extractName === undefined ? {} : { extractName }),
  };
  const compiled = compileSourceQuery(nodeId, resolution, options);
  if ('query' in compiled) return { query: compiled.query, local: [] };
  const context = { resolution, ...options };
  const local = compileLocally(nodeId, createCutters(context), context);
  if ('query' in local) return { query: local.query, local: [local] };
  return { diagnostics: whyNoRoute(compiled.diagnostics, local.diagnostics) };
}

function judgedMeasure(check: Check, { columns }: Pick<SourceQuery, 'columns'>): JudgedMeasure {
  const isNewest =
    check.kind === 'freshness' || (check.kind === 'anomaly' && check.measure === 'freshness');
  if (isNewest) return { kind: 'newest', type: columns[0]?.type ?? { kind: 'timestamptz' } };
  return {
    kind: check.kind === 'row_count' || check.kind === 'anomaly' ? 'row_count' : 'failing_rows',
  };
}

/** The spec with the check's nodes, and nothing of other checks. */
function extend(spec: PipelineSpec, nodes: CheckNodes): PipelineSpec {
  const sample: PipelineSpec['steps'] =
    nodes.failing === null
      ? []
      : [
          {
            id: sampleOf(nodes.failing),
            op: 'limit',
            inputs: [nodes.failing],
            count: sampledRows,
            offset: 0,
          },
        ];
  return {
    ...spec,
    sources: [...spec.sources, ...nodes.sources],
    steps: [...spec.steps, ...nodes.steps, ...sample],
    checks: [],
  };
}

function sampleOf(failing: string): string {
  return `${failing}_sample`;
}

/** Unique among the checks too: such a node may become a table of the scratch database. */
function freeIds(spec: PipelineSpec, index: number): (wanted: string) => string {
  const taken = new Set([...spec.sources, ...spec.steps, ...spec.targets].map(({ id }) => id));
  return (wanted) => {
    let id = `check_${index}_${wanted}`;
    while (taken.has(id) || taken.has(sampleOf(id))) id += '_';
    taken.add(id);
    return id;
  };
}

function refusal(check: Check, index: number, { message, hint }: Diagnostic): Diagnostic {
  const text = `The check "${check.id}" cannot be measured: ${message}`;
  return diagnostic('CHECK_NOT_EXECUTABLE', `checks.${index}`, text, hint);
}
