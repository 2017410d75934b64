import type { ApiRequest } from '../client/api-client.ts';
import type { Resource } from '../resource.ts';
import type { Position } from './page-position.ts';

/** What only rows from some cursor value on are asked with. */
export interface AskedFrom {
  readonly param: string;
  readonly value: string;
  readonly in: 'query' | 'body';
}

/** The request of one page. */
export function pageRequest(
  resource: Resource,
  {
    url: base,
    position,
    from,
    number,
  }: {
    readonly url: URL;
    readonly position: Position;
    readonly from: AskedFrom | undefined;
    readonly number: number;
  },
): ApiRequest {
  const { method, name, pagination } = resource;
  const url = new URL(position.kind === 'url' ? position.url : base);
  let { body } = resource;
  // A URL of the server's own has all that it needs.
  if (position.kind === 'params') {
    for (const [param, value] of Object.entries(resource.params)) {
      url.searchParams.set(param, String(value));
    }
    const place = 'in' in pagination ? pagination.in : 'query';
    const all = [
      ...(from === undefined ? [] : [{ ...from, place: from.in }]),
      ...Object.entries(position.params).map(([param, value]) => ({ param, value, place })),
    ];
    for (const one of all) {
      if (one.place === 'query') url.searchParams.set(one.param, String(one.value));
      else body = { ...body, [one.param]: one.value };
    }
  }
  const what = `${name}, page ${number}`;
  return { url, method, what, ...(method === 'POST' ? { body: body ?? {} } : {}) };
}
