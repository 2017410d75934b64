import { routes, type PipelineSpec, type Route, type Target, upstreamOf } from '@ai-etl/core';
import type { PlanEstimate, RouteEstimate } from '../plan.ts';
import { add, type RouteOption, type RouteOptions } from './route-options.ts';
import { tableOf, type EstimateContext } from './source-table.ts';

/** What is read and moved, and what each route would move. */
export function planEstimate(
  targets: readonly { readonly chosen: RouteOption; readonly options: RouteOptions }[],
  context: EstimateContext,
): PlanEstimate {
  const total = (value: (one: RouteOption) => number | null) =>
    targets.reduce<number | null>((sum, { chosen }) => add(sum, value(chosen)), 0);
  return {
    ...sourceEstimate(context),
    read_rows: total(({ read }) => read.rows),
    read_bytes: total(({ read }) => read.bytes),
    moved_bytes: total(({ movedBytes }) => movedBytes),
    routes: routes.map((route) =>
      estimateRoute(
        route,
        targets.map(({ options }) => options[route]),
      ),
    ),
  };
}

function estimateRoute(route: Route, options: readonly RouteOptions[Route][]): RouteEstimate {
  const refused = options.flatMap((one) => ('diagnostics' in one ? one.diagnostics : []));
  if (refused.length > 0) {
    const [first] = refused;
    return { route, possible: false, moved_bytes: null, obstacle: first?.message ?? null };
  }
  const moved = options.reduce<number | null>(
    (sum, one) => add(sum, 'diagnostics' in one ? null : one.movedBytes),
    0,
  );
  return { route, possible: true, moved_bytes: moved, obstacle: null };
}

function sourceEstimate(
  context: EstimateContext,
): Pick<PlanEstimate, 'source_rows' | 'source_bytes' | 'sources'> {
  const sources = usedSources(context.resolution.spec).map((source) => {
    const table = tableOf(source, context);
    return {
      id: source.id,
      rows: table?.estimatedRows ?? null,
      bytes: table?.estimatedBytes ?? null,
      rows_exact: table?.areRowsExact ?? false,
    };
  });
  return {
    source_rows: sources.reduce<number | null>((sum, { rows }) => add(sum, rows), 0),
    source_bytes: sources.reduce<number | null>((sum, { bytes }) => add(sum, bytes), 0),
    sources,
  };
}

function usedSources(spec: PipelineSpec) {
  const read = new Set(spec.targets.flatMap((one: Target) => [...upstreamOf(one.input, spec)]));
  return spec.sources.filter(({ id }) => read.has(id));
}
