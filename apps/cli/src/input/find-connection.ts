import type { AIETLClient, Connection } from '@ai-etl/sdk';
import { exitCodes } from '../exit-codes.ts';
import { CommandError } from '../usage-error.ts';

/** A connection by id or by name, in whatever case. Throws NotFoundError, CommandError. */
export async function findConnection(
  client: AIETLClient,
  idOrName: string,
  signal: AbortSignal,
): Promise<Connection> {
  if (/^conn_\w+$/.test(idOrName)) return client.connections.get(idOrName, { signal });
  const all = await client.connections.list({ per_page: 100 }, { signal }).toArray();
  const exact = all.filter((one) => one.name === idOrName);
  const wanted = idOrName.toLowerCase();
  const matches = exact.length > 0 ? exact : all.filter((one) => one.name.toLowerCase() === wanted);
  const [found] = matches;
  if (found === undefined) {
    const names = all.map((one) => one.name).join(', ');
    throw new CommandError(
      exitCodes.notFound,
      `There is no connection "${idOrName}". There are: ${names || 'none yet; see "ai-etl configure --help"'}.`,
    );
  }
  if (matches.length > 1) {
    const ids = matches.map((one) => one.connection_id).join(', ');
    throw new CommandError(
      exitCodes.refused,
      `${matches.length} connections are named "${idOrName}": give one of ${ids}.`,
    );
  }
  return found;
}

/** Names of all connections by id, for output that a person reads. */
export async function connectionNames(
  client: AIETLClient,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const all = await client.connections.list({ per_page: 100 }, { signal }).toArray();
  return new Map(all.map((one) => [one.connection_id, one.name]));
}
