import { isDeepStrictEqual } from 'node:util';
import { hasErrors, type Clock } from '@ai-etl/core';
import { withOwnNames, type PlannerContext, type PlanOutcome } from '@ai-etl/planner';
import type { Scope, Store } from '@ai-etl/store';
import type { Connectors } from '../data/connector-lookup.ts';
import {
  plannerConnections,
  readProjectConnections,
  refreshProjectConnections,
  type ProjectConnectionPorts,
  type ProjectConnections,
} from './project-connections.ts';
import { knownValues } from './known-values.ts';
import { withNamedFiles } from './named-files.ts';
import { usedConnections } from './used-connections.ts';

/** Reads the words against the connections; called again when these turn out to have changed. */
export type PlanWords<Outcome extends Settling = PlanOutcome> = (
  context: PlannerContext,
  known: ProjectConnections,
) => Promise<Outcome>;

/** What of an outcome says whether it is in doubt, and which connections it means. */
export type Settling = Pick<PlanOutcome, 'status' | 'diagnostics' | 'spec' | 'clarification'>;

export interface SurePlan<Outcome extends Settling = PlanOutcome> {
  readonly outcome: Outcome;
  /** What it was read against. */
  readonly known: ProjectConnections;
}

export interface SurePlanRequest<Outcome extends Settling> {
  readonly projectId: string;
  /** Also when the words are clear, the connections they mean are looked at now. */
  readonly live: boolean;
  /** What was said: the description, or an instruction, with the answers to questions. */
  readonly words: string;
  readonly plan: PlanWords<Outcome>;
}

export interface SurePlanPorts {
  readonly store: Pick<Store, 'glossaries' | 'catalogIndex'>;
  readonly project: ProjectConnectionPorts;
  readonly connectors: Connectors;
  readonly clock: Clock;
}

/**
 * Plans on remembered catalogs. What is in doubt is looked at again before anybody is asked (a
 * table made a moment ago must be found), and so is what a live proof is about to rest on.
 */
export async function planSurely<Outcome extends Settling>(
  ports: SurePlanPorts,
  scope: Scope,
  { projectId, live, words, plan }: SurePlanRequest<Outcome>,
): Promise<SurePlan<Outcome>> {
  const { store, project, connectors, clock } = ports;
  const { terms } = await store.glossaries.getGlossary(scope, projectId);
  const files = { connections: project.connections, connectors };
  const contextOf = async (seen: ProjectConnections): Promise<PlannerContext> => ({
    connections: withOwnNames(
      await withNamedFiles(files, scope, {
        words,
        connections: plannerConnections(seen, connectors),
      }),
      terms,
    ),
    supportedTypes: connectors.all.map((one) => one.spec.type),
  });
  // What would be asked of a column's values may be known: then it is planned again with them.
  const planOn = async (seen: ProjectConnections): Promise<Outcome> => {
    const context = await contextOf(seen);
    const outcome = await plan(context, seen);
    const values = await knownValues(store, scope, outcome.clarification);
    return values.length === 0 ? outcome : plan({ ...context, values }, seen);
  };
  const startedMs = clock.now();
  const known = await readProjectConnections(project, scope, projectId);
  const outcome = await planOn(known);
  const settled = isSettled(outcome);
  if (settled && !live) return { outcome, known };
  const meant = settled
    ? usedConnections(outcome.spec).map((one) => one.id)
    : known.all.map((one) => one.id);
  const isOld = (id: string) => (known.catalogs.get(id)?.takenAtMs ?? -Infinity) < startedMs;
  const ids = new Set(meant.filter(isOld));
  if (ids.size === 0) return { outcome, known };
  const now = await refreshProjectConnections(project, scope, { known, ids });
  const isSame = [...ids].every((id) =>
    isDeepStrictEqual(known.catalogs.get(id)?.catalog, now.catalogs.get(id)?.catalog),
  );
  return { outcome: isSame ? outcome : await planOn(now), known: now };
}

/**
 * Words that say what cannot be done (a connection that does not answer, a system without a
 * connector) leave a draft too, without questions: clarify with no answers looks again.
 */
export function isSettled(outcome: Pick<Settling, 'status' | 'diagnostics'>): boolean {
  return outcome.status === 'ready' && !hasErrors(outcome.diagnostics);
}
