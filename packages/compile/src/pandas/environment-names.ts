import type { PipelineSpec, ResolveEnvironment } from '@ai-etl/core';

/** The environment variable that holds each connection's URL: `SALES_DB_URL`. */
export function environmentNames(
  spec: PipelineSpec,
  environment: ResolveEnvironment,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { connection } of [...spec.sources, ...spec.targets]) {
    if (names.has(connection)) continue;
    const words = environment.connections.get(connection)?.name ?? connection;
    const base = words
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '');
    const stem = /^[A-Z]/.test(base) ? base : `CONNECTION_${base}`;
    const used = new Set(names.values());
    let name = `${stem}_URL`;
    for (let count = 2; used.has(name); count += 1) name = `${stem}_${count}_URL`;
    names.set(connection, name);
  }
  return names;
}
