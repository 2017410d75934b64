import { describeObject, type ResolveEnvironment } from '@ai-etl/core';
import { dialects } from '../dialects/catalog.ts';
import type { PlanBranch, PlanExtract, PlanQuery } from '../plan.ts';
import { describeBytes } from './describe-bytes.ts';
import type { RouteOption, RouteOptions } from './route-options.ts';

export interface Explained {
  readonly branch: PlanBranch;
  readonly chosen: RouteOption;
  readonly options: RouteOptions;
  readonly isWanted: boolean;
}

/** Why a branch runs where it runs, in sentences for a person. */
export function explainBranch(
  { branch, chosen, options, isWanted }: Explained,
  environment: ResolveEnvironment,
): readonly string[] {
  const wanted = isWanted ? ['The pipeline asks for this route (policy.route).'] : [];
  return [
    ...workOf(branch, environment),
    ...wanted,
    ...(isWanted ? [] : alternatives(chosen, options)),
  ];
}

/** What each extract takes over from the scratch database. */
export function explainExtract(
  extract: PlanExtract,
  environment: ResolveEnvironment,
): readonly string[] {
  return [`${pushedWork(extract.id, extract, environment)}, into the scratch database.`];
}

function workOf(
  { id, source, target, route }: PlanBranch,
  environment: ResolveEnvironment,
): readonly string[] {
  const into = describeObject(target.object);
  if (source.connection === null) {
    const steps =
      source.pushed.length === 0
        ? `"${id}" reads it from there`
        : `what is left of "${id}" (${source.pushed.join(', ')}) runs in DuckDB on the worker`;
    return [`Rows are gathered in a scratch database of the run; ${steps}, and goes to ${into}.`];
  }
  const work = pushedWork(id, source, environment);
  if (route === 'in_target') {
    return [
      `${work}.`,
      `Source and target are the same server, so it fills ${into} by itself: no byte leaves it.`,
    ];
  }
  return [
    `${work}; ${source.columns.length} columns are read.`,
    `Its bytes stream straight into ${into}: no row is parsed on the way.`,
  ];
}

function pushedWork(id: string, query: PlanQuery, environment: ResolveEnvironment): string {
  const from = environment.connections.get(query.connection)?.name ?? query.connection;
  const title = dialects[query.dialect].title;
  const { length } = query.pushed;
  return length > query.objects.length
    ? `${title} can do ${length === 1 ? 'the one part' : `all ${length} parts`} of "${id}" itself, so ${length === 1 ? 'it runs' : 'they run'} in one query on "${from}"`
    : `"${id}" reads ${query.objects.map(describeObject).join(', ')} as it is, on "${from}"`;
}

/** What another route would have moved, where both are known. */
function alternatives(chosen: RouteOption, options: RouteOptions): readonly string[] {
  return Object.values(options).flatMap((other) => {
    if ('diagnostics' in other || other.route === chosen.route) return [];
    if (other.movedBytes === null || chosen.movedBytes === null) return [];
    return [
      `It moves about ${describeBytes(chosen.movedBytes)}; the ${other.route} route would move ${describeBytes(other.movedBytes)}.`,
    ];
  });
}
