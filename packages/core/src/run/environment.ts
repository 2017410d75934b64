import type { PipelineSpec } from '../spec/pipeline-spec.ts';

/** Where a pipeline is deployed: the same spec, bound to other connections. */
export const environments = ['development', 'staging', 'production'] as const;
export type EnvironmentName = (typeof environments)[number];

/** What a request means that names none. */
export const defaultEnvironment: EnvironmentName = 'production';

/** Connections that stand in the place of those a spec names, by the id in the spec. */
export type Bindings = Readonly<Record<string, string>>;

/** The same spec with each bound connection in place; those without a binding stay. */
export function bindConnections(spec: PipelineSpec, bindings: Bindings): PipelineSpec {
  const bound = new Map(Object.entries(bindings));
  if (bound.size === 0) return spec;
  const place = <Node extends { readonly connection: string }>(node: Node): Node => {
    const connection = bound.get(node.connection);
    return connection === undefined ? node : { ...node, connection };
  };
  return { ...spec, sources: spec.sources.map(place), targets: spec.targets.map(place) };
}
