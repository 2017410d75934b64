import type { Answer, Body, Item, Operations, Query } from './contract.ts';
import { listAt, type List } from './list.ts';
import type { ApiRequest, RequestOptions, Transport } from './transport.ts';

/** A request of one operation of the API: path, query and body fit together, or it does not compile. */
export interface Call<Id extends keyof Operations> extends ApiRequest {
  readonly query?: Query<Id> | undefined;
  readonly body?: Body<Id> | undefined;
}

/** Sends it; answers what the operation answers. */
export async function call<Id extends keyof Operations>(
  transport: Transport,
  request: Call<Id>,
  options: RequestOptions | undefined,
): Promise<Answer<Id>> {
  const { data } = await transport.send<Answer<Id>>(request, options);
  return data;
}

/** The entries of a list operation as they are. */
export function list<Id extends keyof Operations>(
  transport: Transport,
  { path, query }: { readonly path: string; readonly query: Query<Id> },
  options: RequestOptions | undefined,
): List<Item<Id>> {
  return listAt<Item<Id>, Item<Id>>(transport, { path, query, present: (wire) => wire }, options);
}
