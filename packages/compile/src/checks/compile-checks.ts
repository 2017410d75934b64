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
import type { PlanBinding } from '../plan.ts';
import { checkNodes, type CheckNodes } from './check-nodes.ts';

/** How one check is measured and judged in a run. */
export interface PlanCheck {
  readonly check: Check;
  /** Yields one row with one column: what is judged, see `judged`. */
  readonly measure: SourceQuery;
  readonly judged: JudgedMeasure;
  /** Some of the rows that fail, at most `sampledRows`; null where there are none to show. */
  readonly failing: SourceQuery | null;
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
export const sampledRows = 50;

export interface CompiledChecks {
  readonly checks: readonly PlanCheck[];
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
  const diagnostics: Diagnostic[] = [];
  resolution.spec.checks.forEach((check, index) => {
    const compiled = compileCheck(check, resolution, { environment, binding });
    if ('diagnostics' in compiled) {
      diagnostics.push(...compiled.diagnostics.map((one) => refusal(check, index, one)));
    } else checks.push(compiled);
  });
  return { checks, diagnostics };
}

function compileCheck(
  check: Check,
  { spec, schemas }: Resolution,
  context: { readonly environment: ResolveEnvironment; readonly binding: PlanBinding },
): PlanCheck | { readonly diagnostics: readonly Diagnostic[] } {
  const node = spec.targets.find(({ id }) => id === check.on)?.input ?? check.on;
  const schema = schemas.get(node) ?? [];
  const nodes = checkNodes({ check, node, schema, freeId: freeIds(spec) });
  const extended = resolveSpec(extend(spec, nodes), context.environment);
  const measure = compileSourceQuery(nodes.measure, extended, context);
  if ('diagnostics' in measure) return measure;
  const judged = judgedMeasure(check, measure.query);
  if (nodes.failing === null) return { check, measure: measure.query, judged, failing: null };
  const failing = compileSourceQuery(sampleOf(nodes.failing), extended, context);
  if ('diagnostics' in failing) return failing;
  return { check, measure: measure.query, judged, failing: failing.query };
}

function judgedMeasure(check: Check, { columns }: SourceQuery): JudgedMeasure {
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

function freeIds(spec: PipelineSpec): (wanted: string) => string {
  const taken = new Set([...spec.sources, ...spec.steps, ...spec.targets].map(({ id }) => id));
  return (wanted) => {
    let id = `check_${wanted}`;
    while (taken.has(id) || taken.has(sampleOf(id))) id += '_';
    taken.add(id);
    return id;
  };
}

function refusal(check: Check, index: number, { message, hint }: Diagnostic): Diagnostic {
  const text = `The check "${check.id}" cannot be measured: ${message}`;
  return diagnostic('CHECK_NOT_EXECUTABLE', `checks.${index}`, text, hint);
}
