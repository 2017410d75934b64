import { Readable } from 'node:stream';
import type { RunPlan } from '@ai-etl/compile';
import {
  diagnostic,
  messageOf,
  type Diagnostic,
  type Fidelity,
  type OpenScratch,
  type Schema,
  type Scratch,
} from '@ai-etl/core';

export interface ScratchProof {
  readonly plan: RunPlan;
  readonly openScratch: OpenScratch;
  readonly signal: AbortSignal;
}

/** A query of the scratch database, and where the spec asks for it. */
interface ScratchProbe {
  readonly id: string;
  readonly path: string;
  readonly sql: string;
  readonly columns: Schema;
  readonly fidelity: Fidelity;
}

/** A check is shown, not loaded. */
const shown: Fidelity = { unbounded_decimal: 'text', not_a_number: 'null', date_range: 'null' };

/**
 * Runs what a plan asks the scratch database over empty extracts: names and types are proved, no
 * row is read. Samples are not joined: rows that belong together would seldom be among them, and
 * an empty result would say nothing.
 */
export async function proveScratch({
  plan,
  openScratch,
  signal,
}: ScratchProof): Promise<readonly Diagnostic[]> {
  const probes = probesOf(plan);
  const [first] = probes;
  if (first === undefined) return [];
  let scratch: Scratch;
  try {
    scratch = await openScratch({ label: 'ai-etl dry run', signal });
  } catch (error) {
    signal.throwIfAborted();
    const hint = 'nothing can be proved of the local route while it does not start';
    return [diagnostic('ROUTE_NOT_AVAILABLE', first.path, messageOf(error), hint)];
  }
  try {
    for (const { id, columns } of plan.extracts) {
      await scratch.load({ table: id, columns, stream: Readable.from([]), signal });
    }
    const found: Diagnostic[] = [];
    for (const one of probes) found.push(...(await prove(scratch, one, signal)));
    return found;
  } finally {
    await scratch.close();
  }
}

function probesOf({ branches, checks }: RunPlan): readonly ScratchProbe[] {
  return [
    ...branches.map(({ id, source, target }, index) => ({
      ...source,
      id,
      path: `targets.${index}.input`,
      fidelity: target.fidelity,
    })),
    ...checks.map(({ check, measure }, index) => ({
      ...measure,
      id: check.id,
      path: `checks.${index}`,
      fidelity: shown,
    })),
  ].filter(({ connection }) => connection === null);
}

async function prove(
  scratch: Scratch,
  { id, path, sql, columns, fidelity }: ScratchProbe,
  signal: AbortSignal,
): Promise<readonly Diagnostic[]> {
  const snapshot = await scratch.openSnapshot(signal);
  try {
    const { stream } = await snapshot.read({ sql, columns, fidelity, signal });
    for await (const _ of stream) signal.throwIfAborted();
    return [];
  } catch (error) {
    signal.throwIfAborted();
    const message = `DuckDB refused the query of "${id}": ${messageOf(error)}`;
    return [diagnostic('QUERY_REJECTED', path, message)];
  } finally {
    await snapshot.close();
  }
}
