import type { PipelineSpec, Step } from '@ai-etl/core';

/** The way of the rows of one target: from the source their rows come from, step by step. */
export interface Chain {
  readonly source: PipelineSpec['sources'][number];
  readonly target: PipelineSpec['targets'][number];
  /** Ids in the order of the rows: the source, then each step. Of joins and unions the first input. */
  readonly nodes: readonly string[];
}

/** The chain of each target; a target whose input cannot be followed has none. */
export function chainsOf(spec: PipelineSpec): Chain[] {
  const steps = new Map(spec.steps.map((step) => [step.id, step]));
  return spec.targets.flatMap((target): Chain[] => {
    const nodes: string[] = [];
    let id = target.input;
    while (!nodes.includes(id)) {
      nodes.unshift(id);
      const input = steps.get(id)?.inputs[0];
      if (input === undefined) break;
      id = input;
    }
    const source = spec.sources.find((one) => one.id === nodes[0]);
    return source === undefined ? [] : [{ source, target, nodes }];
  });
}

/** Steps of a chain, in order. */
export function stepsOf(spec: PipelineSpec, { nodes }: Chain): Step[] {
  return nodes.flatMap((id) => spec.steps.filter((step) => step.id === id));
}

/** `source_orders` is the source of the branch `orders`. */
export function baseId(source: string): string {
  return source.startsWith('source_') ? source.slice('source_'.length) : source;
}
