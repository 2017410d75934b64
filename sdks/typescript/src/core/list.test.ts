import { describe, expect, it } from 'vitest';
import { AIETLClient } from '../client.ts';
import { startPeer, type SeenRequest } from '../testing/peer.ts';

const all = Array.from({ length: 7 }, (_, at) => ({ connection_id: `conn_${at + 1}` }));

function page({ url }: SeenRequest) {
  const query = new URL(url, 'http://x').searchParams;
  const number = Number(query.get('page'));
  const perPage = Number(query.get('per_page') ?? 20);
  return {
    body: all.slice((number - 1) * perPage, number * perPage),
    headers: {
      'x-total-count': String(all.length),
      'x-page': String(number),
      'x-per-page': String(perPage),
    },
  };
}

async function withClient(
  work: (client: AIETLClient, seen: readonly SeenRequest[]) => Promise<void>,
) {
  await using peer = await startPeer(page);
  await work(new AIETLClient({ baseUrl: peer.url, apiKey: 'k' }), peer.seen);
}

describe('a list', () => {
  it('awaited is its first page', () =>
    withClient(async (client, seen) => {
      const first = await client.connections.list({ per_page: 3, type: 'postgresql' });
      expect(first.items.map((one) => one.connection_id)).toEqual(['conn_1', 'conn_2', 'conn_3']);
      expect(first).toMatchObject({ total: 7, page: 1, perPage: 3, hasNext: true });
      expect(seen.map((one) => one.url)).toEqual([
        '/api/v1/connections?per_page=3&type=postgresql&page=1',
      ]);
    }));

  it('read with for await has every entry once, in order', () =>
    withClient(async (client, seen) => {
      const ids: string[] = [];
      for await (const one of client.connections.list({ per_page: 3 })) ids.push(one.connection_id);
      expect(ids).toEqual(all.map((one) => one.connection_id));
      expect(seen).toHaveLength(3);
    }));

  it('left early asks for no further page', () =>
    withClient(async (client, seen) => {
      for await (const one of client.connections.list({ per_page: 3 })) {
        if (one.connection_id === 'conn_2') break;
      }
      expect(seen).toHaveLength(1);
      expect(await client.connections.list({ per_page: 3 }).toArray({ limit: 4 })).toHaveLength(4);
      expect(seen).toHaveLength(3);
      expect(await client.connections.list().toArray({ limit: 0 })).toEqual([]);
      expect(seen).toHaveLength(3);
    }));

  it('begins at the page asked for, and its last page has no next', () =>
    withClient(async (client) => {
      const last = await client.connections.list({ per_page: 3, page: 3 });
      expect(last.items).toHaveLength(1);
      expect(await last.next()).toBeNull();
      const beyond = await client.connections.list({ per_page: 3, page: 9 });
      expect(beyond.hasNext).toBe(false);
      expect(await client.connections.list({ per_page: 3, page: 2 }).toArray()).toHaveLength(4);
    }));

  it('fetches nothing before it is read', () =>
    withClient(async (client, seen) => {
      client.connections.list();
      await client.connections.list();
      expect(seen).toHaveLength(1);
    }));

  it('that has cursors is followed by them: what is added meanwhile is not seen twice', async () => {
    await using peer = await startPeer(({ url }) => {
      const cursor = new URL(url, 'http://x').searchParams.get('cursor');
      const from = cursor === null ? 0 : Number(cursor.slice(2));
      return {
        body: all.slice(from, from + 3),
        headers: {
          'x-per-page': '3',
          ...(cursor === null ? { 'x-total-count': '7', 'x-page': '1' } : {}),
          ...(from + 3 < all.length ? { 'x-next-cursor': `at${from + 3}` } : {}),
        },
      };
    });
    const client = new AIETLClient({ baseUrl: peer.url, apiKey: 'k' });
    expect(await client.connections.list({ per_page: 3 }).toArray()).toHaveLength(7);
    expect(peer.seen.map((one) => one.url.split('?')[1])).toEqual([
      'per_page=3&page=1',
      'per_page=3&cursor=at3',
      'per_page=3&cursor=at6',
    ]);
    const second = await (await client.connections.list({ per_page: 3 })).next();
    expect(second).toMatchObject({ total: null, page: null, perPage: 3, hasNext: true });
  });
});
