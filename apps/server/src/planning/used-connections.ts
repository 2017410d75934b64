import type { PipelineSpec } from '@ai-etl/core';

export interface ConnectionUse {
  readonly id: string;
  /** Where in the spec it is named first: `sources.0.connection`. */
  readonly path: string;
}

/** The connections that a spec reads or writes, each once. */
export function usedConnections(spec: PipelineSpec): readonly ConnectionUse[] {
  const uses = new Map<string, string>();
  const note = (id: string, path: string): void => {
    if (!uses.has(id)) uses.set(id, path);
  };
  spec.sources.forEach((one, index) => note(one.connection, `sources.${index}.connection`));
  spec.targets.forEach((one, index) => note(one.connection, `targets.${index}.connection`));
  return [...uses].map(([id, path]) => ({ id, path }));
}
