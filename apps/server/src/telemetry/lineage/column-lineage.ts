import { maskedColumns, parseExpression, type PipelineSpec } from '@ai-etl/core';

/** A column that another one was made of. */
export interface Origin {
  readonly source: string;
  readonly column: string;
  /** The same value, a value computed from it, or one that hides it. */
  readonly how: 'identity' | 'transformation' | 'masked';
}

/** Origins by column of a node. */
export type Lineage = ReadonlyMap<string, readonly Origin[]>;

type Step = PipelineSpec['steps'][number];

/**
 * Where each column of a node comes from; null where that is not known: sources that are no table,
 * SQL of the user's, and steps that turn rows into columns or back.
 */
export function columnLineage(
  spec: PipelineSpec,
  node: string,
  columnsOf: (source: string) => readonly string[] | null,
): Lineage | null {
  const source = spec.sources.find((one) => one.id === node);
  if (source !== undefined) {
    const columns = source.columns ?? columnsOf(node);
    return columns === null
      ? null
      : new Map(columns.map((column) => [column, [{ source: node, column, how: 'identity' }]]));
  }
  const step = spec.steps.find((one) => one.id === node);
  if (step === undefined) return null;
  const inputs: Lineage[] = [];
  for (const input of step.inputs) {
    const lineage = columnLineage(spec, input, columnsOf);
    if (lineage === null) return null;
    inputs.push(lineage);
  }
  return afterStep(step, inputs);
}

function afterStep(step: Step, inputs: readonly Lineage[]): Lineage | null {
  const [input = new Map()] = inputs;
  switch (step.op) {
    case 'filter':
    case 'sort':
    case 'limit':
    case 'dedupe':
    case 'sample':
      return input;
    case 'select':
      return new Map(step.columns.map((name) => [name, input.get(name) ?? []]));
    case 'rename': {
      const renamed = new Map(step.columns.map(({ from, to }) => [from, to]));
      return new Map([...input].map(([name, origins]) => [renamed.get(name) ?? name, origins]));
    }
    case 'cast':
      return changed(input, step.columns, 'transformation');
    case 'mask':
      return changed(input, maskedColumns(step, [...input.keys()]), 'masked');
    case 'derive':
      return new Map([...input, ...computed(step.columns, input)]);
    case 'aggregate':
      return new Map([...computed(step.group_by, input), ...computed(step.measures, input)]);
    case 'union':
      return new Map(
        [...input.keys()].map((name) => [name, inputs.flatMap((one) => one.get(name) ?? [])]),
      );
    case 'join':
    case 'window':
    case 'pivot':
    case 'unpivot':
    case 'sql':
      return null;
    default:
      return step satisfies never;
  }
}

function changed(
  input: Lineage,
  columns: readonly { readonly name: string }[],
  how: Origin['how'],
): Lineage {
  const names = new Set(columns.map((one) => one.name));
  return new Map(
    [...input].map(([name, origins]) => [
      name,
      names.has(name) ? origins.map((one) => ({ ...one, how })) : origins,
    ]),
  );
}

function computed(
  columns: readonly { readonly name: string; readonly expression: string }[],
  input: Lineage,
): readonly (readonly [string, readonly Origin[]])[] {
  return columns.map(({ name, expression }) => {
    const parsed = parseExpression(expression);
    if (!parsed.ok) return [name, []];
    const { expression: tree } = parsed;
    const used = [...new Set(columnsIn(tree))].flatMap((column) => input.get(column) ?? []);
    const isColumn = tree.kind === 'column';
    return [name, isColumn ? used : used.map((one) => strongest(one))];
  });
}

/** What was hidden stays hidden, whatever is computed of it. */
function strongest(origin: Origin): Origin {
  return origin.how === 'masked' ? origin : { ...origin, how: 'transformation' };
}

/** Names of the columns anywhere in an expression. */
function columnsIn(tree: unknown): readonly string[] {
  if (Array.isArray(tree)) return tree.flatMap(columnsIn);
  if (typeof tree !== 'object' || tree === null) return [];
  if ('kind' in tree && tree.kind === 'column' && 'name' in tree && typeof tree.name === 'string') {
    return [tree.name];
  }
  return Object.values(tree).flatMap(columnsIn);
}
