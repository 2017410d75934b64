import type { CatalogTable, PipelineSpec, Schema, Step } from '@ai-etl/core';
import { findTable, printColumnType } from '@ai-etl/core';
import type { StepInput } from '../../build/branch.ts';
import type { Findings } from '../../link/findings.ts';
import type { PlannerContext } from '../../plan-types.ts';
import { chainsOf, stepsOf, type Chain } from './chain.ts';

/** Columns behind each source and step of a spec, by id; those that cannot be known are missing. */
export type SchemasOf = (spec: PipelineSpec) => ReadonlyMap<string, Schema>;

/** A spec while it is changed. Each change replaces `spec`; nothing else is written to. */
export interface Working {
  spec: PipelineSpec;
  readonly context: PlannerContext;
  readonly schemasOf: SchemasOf;
  /** Of the change that is being made. */
  readonly findings: Findings;
}

/** What can be named behind a node, as a table: with comments and keys where the source has them. */
export function tableAt(working: Working, chain: Chain, node: string): CatalogTable | null {
  const schema = working.schemasOf(working.spec).get(node);
  if (schema === undefined) return null;
  const original = sourceTable(working, chain);
  const known = new Map(original?.columns.map((column) => [column.name, column]));
  const names = new Set(schema.map((column) => column.name));
  const holds = (key: readonly string[]): boolean => key.every((name) => names.has(name));
  return {
    object: original?.object ?? { name: chain.source.object?.name ?? chain.source.id },
    kind: 'table',
    columns: schema.map((column) => ({
      ...(known.get(column.name) ?? { nativeType: printColumnType(column.type) }),
      ...column,
    })),
    primaryKey: holds(original?.primaryKey ?? []) ? (original?.primaryKey ?? []) : [],
    uniqueKeys: (original?.uniqueKeys ?? []).filter(holds),
    foreignKeys: original?.foreignKeys ?? [],
    ...(original?.comment === undefined ? {} : { comment: original.comment }),
    estimatedRows: original?.estimatedRows ?? null,
    estimatedBytes: null,
  };
}

/** The table a chain begins at; null for files and queries. */
export function sourceTable({ context }: Working, { source }: Chain): CatalogTable | null {
  const catalog = context.connections.find((one) => one.id === source.connection)?.catalog ?? null;
  if (catalog === null || source.object === undefined) return null;
  const { schema, name } = source.object;
  return findTable(catalog, schema === undefined ? { name } : { schema, name }) ?? null;
}

/** Puts steps behind a node: what read the node reads the last of them. Answers them by their new ids. */
export function insertAfter(
  working: Working,
  node: string,
  steps: readonly StepInput[],
): readonly StepInput[] {
  if (steps.length === 0) return [];
  const used = new Set([...working.spec.sources, ...working.spec.steps].map((one) => one.id));
  const fresh = renumber(steps, node, used);
  const end = fresh.at(-1)?.id ?? node;
  const relink = (id: string): string => (id === node ? end : id);
  const { spec } = working;
  const at = spec.steps.findIndex((step) => step.id === node);
  const relinked = spec.steps.map((step) => ({ ...step, inputs: step.inputs.map(relink) }));
  const all = [...relinked.slice(0, at + 1), ...fresh, ...relinked.slice(at + 1)];
  working.spec = {
    ...spec,
    // Built by the builder of new pipelines, which writes valid steps; parsed again at the end.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    steps: all as PipelineSpec['steps'],
    targets: spec.targets.map((target) => ({ ...target, input: relink(target.input) })),
    checks: movesChecks(steps)
      ? spec.checks.map((check) => ({ ...check, on: relink(check.on) }))
      : spec.checks,
  };
  return fresh;
}

/** A promise is kept about the rows that are left; columns it needs may be masked or gone behind. */
function movesChecks(steps: readonly StepInput[]): boolean {
  return steps.every((step) => ['filter', 'dedupe', 'sort', 'limit'].includes(step.op));
}

function renumber(
  steps: readonly StepInput[],
  node: string,
  used: Set<string>,
): readonly StepInput[] {
  let input = node;
  return steps.map((step) => {
    let id = step.id;
    for (let count = 2; used.has(id); count += 1) id = `${step.id.slice(0, 58)}_${count}`;
    used.add(id);
    // A join reads a second input, which is another source.
    const linked = { ...step, id, inputs: [input, ...step.inputs.slice(1)] };
    input = id;
    return linked;
  });
}

/** Takes a step out: what read it reads its input. */
export function removeStep(working: Working, id: string): void {
  const { spec } = working;
  const input = spec.steps.find((step) => step.id === id)?.inputs[0];
  if (input === undefined) return;
  const relink = (one: string): string => (one === id ? input : one);
  working.spec = {
    ...spec,
    steps: spec.steps
      .filter((step) => step.id !== id)
      .map((step) => ({ ...step, inputs: step.inputs.map(relink) })),
    targets: spec.targets.map((target) => ({ ...target, input: relink(target.input) })),
    checks: spec.checks.map((check) => ({ ...check, on: relink(check.on) })),
  };
}

/** Puts another step of the same id in its place. */
export function replaceStep(working: Working, step: Step): void {
  const { spec } = working;
  working.spec = {
    ...spec,
    steps: spec.steps.map((one) => (one.id === step.id ? step : one)),
  };
}

/** All steps that lie on the way of some target, each once. */
export function mainSteps({ spec }: Working): Step[] {
  const steps = chainsOf(spec).flatMap((chain) => stepsOf(spec, chain));
  return [...new Map(steps.map((step) => [step.id, step])).values()];
}
