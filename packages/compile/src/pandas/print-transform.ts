import { topologicalOrder, upstreamOf, type Source } from '@ai-etl/core';
import type { FrameProgram } from './frame-program.ts';
import { printStep } from './print-steps.ts';
import { pythonName } from './python.ts';

/** `def <name>(<sources>)`: the steps upstream of a node, in order. */
export function printTransform(name: string, node: string, program: FrameProgram): string {
  const { spec } = program.resolution;
  const upstream = upstreamOf(node, spec);
  for (const step of topologicalOrder(spec.steps).ordered) {
    if (upstream.has(step.id)) printStep(step, program);
  }
  const sources = sourcesOf(node, program);
  const parameters = sources.map(({ id }) => `${pythonName(id)}: pd.DataFrame`);
  const lines = [...program.lines, `return ${pythonName(node)}`];
  const indented = lines.join('\n').replaceAll('\n', '\n    ');
  return `def ${name}(${parameters.join(', ')}) -> pd.DataFrame:\n    ${indented}`;
}

/** What a node is computed from, in the order of the spec. */
export function sourcesOf(
  node: string,
  { resolution: { spec } }: Pick<FrameProgram, 'resolution'>,
): readonly Source[] {
  const upstream = upstreamOf(node, spec);
  return spec.sources.filter(({ id }) => upstream.has(id));
}
