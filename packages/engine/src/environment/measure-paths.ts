import type { ConnectorSession, PathSize, Schema } from '@ai-etl/core';
import type { ReadEnvironmentRequest } from './read-environment.ts';

/**
 * How much the files of sources hold that could be described, by source id. Trouble leaves a size unknown: it is
 * no trouble of the plan, and reading the files tells of it.
 */
export async function measurePaths(
  { spec, signal }: Pick<ReadEnvironmentRequest, 'spec' | 'signal'>,
  sessions: ReadonlyMap<string, ConnectorSession>,
  described: ReadonlyMap<string, Schema>,
): Promise<ReadonlyMap<string, PathSize>> {
  const sizes = new Map<string, PathSize>();
  for (const { id, path, connection } of spec.sources) {
    if (path === undefined || !described.has(id)) continue;
    try {
      const size = await sessions.get(connection)?.measurePath?.(path, signal);
      if (size !== undefined) sizes.set(id, size);
    } catch {
      signal.throwIfAborted();
    }
  }
  return sizes;
}
