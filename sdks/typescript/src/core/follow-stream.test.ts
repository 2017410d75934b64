import { describe, expect, it } from 'vitest';
import { AIETLClient } from '../client.ts';
import { refusal, startPeer, type Answering } from '../testing/peer.ts';
import { NotFoundError, TimeoutError } from './errors.ts';

const stream = { 'content-type': 'text/event-stream' };
const event = (id: number, type = 'run.log') =>
  `id: evt_${id}\nevent: ${type}\ndata: {"id":"evt_${id}","type":"${type}","timestamp":"2024-01-26T10:15:00Z","data":{"n":${id}}}\n\n`;

async function eventsOf(
  answer: Answering,
  {
    count,
    ...options
  }: { count: number; idleMs?: number; maxRetries?: number; lastEventId?: string },
) {
  await using peer = await startPeer(answer);
  const client = new AIETLClient({ baseUrl: peer.url, apiKey: 'k' });
  const ids: (string | null)[] = [];
  for await (const one of client.events.stream({ run_id: 'run_1' }, options)) {
    ids.push(one.id);
    if (ids.length === count) break;
  }
  return { ids, seen: peer.seen };
}

describe('an event stream', () => {
  it('goes on after the last event when its connection breaks, and sends the key each time', async () => {
    const { ids, seen } = await eventsOf(
      (_request, response, count) => {
        response.writeHead(200, stream);
        response.write(`: hello\n\n${event(count * 2 - 1)}${event(count * 2)}`);
        // Half of a message is none.
        response.write('id: evt_99\nevent: run.log\nda', () => response.destroy());
        return undefined;
      },
      { count: 6 },
    );
    expect(ids).toEqual(['evt_1', 'evt_2', 'evt_3', 'evt_4', 'evt_5', 'evt_6']);
    expect(seen.map((one) => one.headers['last-event-id'])).toEqual([undefined, 'evt_2', 'evt_4']);
    expect(seen[0]).toMatchObject({
      url: '/api/v1/events/stream?run_id=run_1',
      headers: { accept: 'text/event-stream', authorization: 'Bearer k' },
    });
  });

  it('begins after the event that the caller had', async () => {
    const { seen } = await eventsOf(
      (_request, response) => {
        response.writeHead(200, stream).write(event(8));
        return undefined;
      },
      { count: 1, lastEventId: 'evt_7' },
    );
    expect(seen[0]?.headers['last-event-id']).toBe('evt_7');
  });

  it('connects again when nothing is heard for too long', async () => {
    const { ids, seen } = await eventsOf(
      (_request, response, count) => {
        response.writeHead(200, stream).write(count === 1 ? ': hello\n\n' : event(1));
        return undefined;
      },
      { count: 1, idleMs: 50 },
    );
    expect(ids).toEqual(['evt_1']);
    expect(seen).toHaveLength(2);
  });

  it('survives a server that is away for a while', async () => {
    const { ids } = await eventsOf(
      (_request, response, count) => {
        if (count < 3) return refusal(503, 'SERVICE_UNAVAILABLE');
        response.writeHead(200, stream).write(event(1));
        return undefined;
      },
      { count: 1 },
    );
    expect(ids).toEqual(['evt_1']);
  });

  it('gives up on a refusal at once, and on silence in the end', async () => {
    const gone = eventsOf(() => refusal(404, 'RESOURCE_NOT_FOUND'), { count: 1 });
    await expect(gone).rejects.toBeInstanceOf(NotFoundError);
    const silent = eventsOf(() => undefined, { count: 1, idleMs: 20, maxRetries: 0 });
    await expect(silent).rejects.toBeInstanceOf(TimeoutError);
  });

  it('says an error of the server, and a gap', async () => {
    const broken = eventsOf(
      (_request, response) => {
        const envelope = {
          error: { code: 'RESOURCE_NOT_FOUND', message: 'gone', request_id: 'r' },
        };
        response.writeHead(200, stream);
        response.write('event: gap\ndata: {"last_event_id":"evt_1"}\n\n');
        response.end(`event: error\ndata: ${JSON.stringify(envelope)}\n\n`);
        return undefined;
      },
      { count: 5 },
    );
    await expect(broken).rejects.toBeInstanceOf(NotFoundError);
  });

  it('ends with its signal, whatever it is waiting for', async () => {
    await using peer = await startPeer((_request, response) => {
      response.writeHead(200, stream).write(event(1));
      return undefined;
    });
    const client = new AIETLClient({ baseUrl: peer.url, apiKey: 'k' });
    const stopping = new AbortController();
    const following = (async () => {
      for await (const one of client.events.stream({ run_id: 'r' }, { signal: stopping.signal })) {
        if (one.id === 'evt_1') stopping.abort();
      }
    })();
    await expect(following).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the log of a run, followed', () => {
  it('has each line once across broken connections, and ends with the run', async () => {
    const line = (id: number) =>
      `id: ${id}\nevent: log\ndata: {"id":${id},"message":"line ${id}"}\n\n`;
    await using peer = await startPeer((_request, response, count) => {
      response.writeHead(200, stream);
      if (count === 1) response.write(line(1) + line(2), () => response.destroy());
      else response.end(`${line(3)}event: end\ndata: {"run_id":"run_1","status":"success"}\n\n`);
      return undefined;
    });
    const client = new AIETLClient({ baseUrl: peer.url, apiKey: 'k' });
    const lines: string[] = [];
    for await (const one of client.runs.logs('run_1', { follow: true })) lines.push(one.message);
    expect(lines).toEqual(['line 1', 'line 2', 'line 3']);
    expect(peer.seen.map((one) => one.headers['last-event-id'])).toEqual([undefined, '2']);
  });
});

it('an audit log is read line by line, wherever its chunks were cut', async () => {
  await using peer = await startPeer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.write('{"action":"a"}\n{"act');
    response.end('ion":"b"}\n{"action":"c"}');
    return undefined;
  });
  const client = new AIETLClient({ baseUrl: peer.url, apiKey: 'k' });
  const actions: string[] = [];
  for await (const entry of client.auditLog.export()) actions.push(entry.action);
  expect(actions).toEqual(['a', 'b', 'c']);
});
