import type { PipelineSpec } from '../spec/pipeline-spec.ts';

/** Where a pipeline is deployed: the same spec, bound to other connections. */
export const environments = ['development', 'staging', 'production'] as const;
export type EnvironmentName = (typeof environments)[number];

/** What a request means that names none. */
export const defaultEnvironment: EnvironmentName = 'production';

/** Connections that stand in the place of those a spec names, by the id in the spec. */
export type Bindings = Readonly<Record<string, string>>;

/** The default schema (or database) of connections by id, as far as they are known. */
export type DefaultSchemas = ReadonlyMap<string, string>;

/**
 * The same spec with each bound connection in place; those without a binding stay. An object in
 * the default schema of a connection is in the default schema of the one that replaces it: a
 * warehouse is seldom called alike in two environments.
 */
export function bindConnections(
  spec: PipelineSpec,
  bindings: Bindings,
  schemas: DefaultSchemas = new Map(),
): PipelineSpec {
  const bound = new Map(Object.entries(bindings));
  if (bound.size === 0) return spec;
  const place = <Node extends ConnectedNode>(node: Node): Node => {
    const connection = bound.get(node.connection);
    if (connection === undefined) return node;
    const moved = { ...node, connection };
    const { object } = node;
    const [before, after] = [schemas.get(node.connection), schemas.get(connection)];
    if (object?.schema === undefined || object.schema !== before) return moved;
    return after === undefined ? moved : { ...moved, object: { ...object, schema: after } };
  };
  return { ...spec, sources: spec.sources.map(place), targets: spec.targets.map(place) };
}

interface ConnectedNode {
  readonly connection: string;
  readonly object?: { readonly schema?: string | undefined; readonly name: string } | undefined;
}
