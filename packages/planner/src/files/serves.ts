import type { EndpointMention } from '../ir/index.ts';
import type { PlannerConnection } from '../plan-types.ts';
import { belowRoot, isBucket, isWholePath } from './below-root.ts';
import { globMatcher } from './glob.ts';

/** Whether a connection is of the kind of system that words name. Folders and buckets are both of type `files`. */
export function serves(connection: PlannerConnection, system: string): boolean {
  if (connection.type === system) return true;
  if (connection.root === undefined) return false;
  return system === 's3' && isBucket(connection.root);
}

/** The connector of a kind of system: buckets are places of files. */
export function connectorOf(system: string): string {
  return system === 's3' ? 'files' : system;
}

/** Of several, those below whose folder or bucket a path of the mention lies; all, when no path tells. */
export function holdingPath(
  mention: EndpointMention | null,
  connections: readonly PlannerConnection[],
): readonly PlannerConnection[] {
  const paths = (mention?.objects ?? []).flatMap((one) => (one.kind === 'path' ? [one.path] : []));
  const whole = paths.filter(isWholePath);
  const names = (one: PlannerConnection) => one.catalog?.tables.map((table) => table.object.name);
  const isThere = (one: PlannerConnection, path: string) => {
    const below = belowRoot(path, one.root ?? '');
    if (below === null) return false;
    const isNamed = globMatcher(below);
    return names(one)?.some((name) => name === below || isNamed(name)) === true;
  };
  const places = connections.filter((one) => one.root !== undefined);
  if (paths.length === 0 || places.length === 0) return connections;
  const holding = places.filter((one) =>
    whole.length > 0
      ? whole.every((path) => belowRoot(path, one.root ?? '', names(one)) !== null)
      : paths.every((path) => isThere(one, path)),
  );
  if (holding.length > 0) return longestRoots(holding);
  // A bucket that no connection reaches is not another one.
  return whole.some((path) => /^s3[an]?:/iu.test(path)) ? [] : connections;
}

/** s3://acme/sales is nearer to s3://acme/sales/x.csv than s3://acme is. */
function longestRoots(holding: readonly PlannerConnection[]): readonly PlannerConnection[] {
  const longest = Math.max(...holding.map((one) => one.root?.length ?? 0));
  return holding.filter((one) => one.root?.length === longest);
}
