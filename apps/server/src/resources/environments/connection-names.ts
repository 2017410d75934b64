import { AiEtlError, didYouMean, type ErrorDetail } from '@ai-etl/core';
import type { Connection } from '@ai-etl/store';

/** A project's connections as people name them: by id or by name, whatever its case. */
export interface ConnectionNames {
  find(idOrName: string): Connection | undefined;
  /** The id itself for a connection that is gone. */
  nameOf(id: string): string;
  /** By id, for sentences. */
  readonly names: ReadonlyMap<string, string>;
}

export function connectionNames(connections: readonly Connection[]): ConnectionNames {
  const byId = new Map(connections.map((one) => [one.id, one]));
  const byName = new Map(connections.map((one) => [one.name.toLowerCase(), one]));
  return {
    find: (idOrName) => byId.get(idOrName) ?? byName.get(idOrName.toLowerCase()),
    nameOf: (id) => byId.get(id)?.name ?? id,
    names: new Map(connections.map((one) => [one.id, one.name])),
  };
}

/** What is wrong with a name that `find` does not know: which there are, and which may be meant. */
export function unknownConnection(
  field: string,
  idOrName: string,
  connections: readonly Connection[],
): ErrorDetail {
  const near = didYouMean(
    idOrName,
    connections.map((one) => one.name),
  );
  const error = `no connection of this project has the id or name ${JSON.stringify(idOrName)}`;
  return { field, error: near === undefined ? error : `${error}; ${near}` };
}

/** Throws VALIDATION_ERROR when there is anything to say. */
export function refuseDetails(message: string, details: readonly ErrorDetail[]): void {
  if (details.length > 0) throw new AiEtlError('VALIDATION_ERROR', message, { details });
}
