import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../kit/contract/failure.ts';
import { clickhouse } from './connector.ts';

const password = 'hunter2-not-to-be-seen';

/** The local server has one account, so answers of a guarded one are played back. */
const answers: Readonly<Record<string, readonly [status: number, body: string]>> = {
  refused: [
    403,
    "Code: 497. DB::Exception: etl_reader: Not enough privileges. To execute this query, it's necessary to have the grant SELECT(id) ON shop.orders. (ACCESS_DENIED) (version 26.7.2.1 (official build))\n",
  ],
  readonly: [
    403,
    'Code: 164. DB::Exception: etl_reader: Cannot execute query in readonly mode. (READONLY) (version 26.7.2.1)\n',
  ],
  memory: [
    500,
    'Code: 241. DB::Exception: Memory limit (total) exceeded: would use 3.00 GiB. (MEMORY_LIMIT_EXCEEDED) (version 26.7.2.1)\n',
  ],
  disk: [
    500,
    'Code: 243. DB::Exception: Cannot reserve 1.00 MiB, not enough space. (NOT_ENOUGH_SPACE)\n',
  ],
  proxy: [502, '<html><body><h1>502 Bad Gateway</h1></body></html>'],
  keeper: [500, 'Code: 999. Coordination::Exception: Session expired. (KEEPER_EXCEPTION)\n'],
};

describe('what ClickHouse refuses', () => {
  let current: readonly [number, string] = [200, ''];
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const [status, body] = current;
      const code = /^Code: (\d+)/.exec(body)?.[1];
      response.writeHead(status, code === undefined ? {} : { 'X-ClickHouse-Exception-Code': code });
      response.end(body);
    });
  });
  let port = 0;
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  it.each([
    ['refused', 'PRIVILEGE_MISSING', false, 'GRANT SELECT(id) ON shop.orders TO etl_reader;'],
    ['readonly', 'PRIVILEGE_MISSING', false, 'readonly = 0'],
    ['memory', 'SERVICE_UNAVAILABLE', true, 'Memory limit'],
    ['disk', 'TARGET_FULL', true, 'disk is full'],
    ['proxy', 'CONNECTION_FAILED', true, "not ClickHouse's"],
    ['keeper', 'SERVICE_UNAVAILABLE', true, 'Session expired'],
  ] as const)('%s is %s', async (answer, code, retryable, words) => {
    current = answers[answer] ?? [200, ''];
    const settings = { host: '127.0.0.1', port, database: 'shop', user: 'etl_reader', password };
    const options = { label: 'contract', connectTimeoutMs: 20_000 };
    const { error, text } = await failure(clickhouse.open(settings, options));
    expect(error).toMatchObject({ code, retryable });
    expect(error.message).toContain(words);
    expect(text).not.toContain(password);
  });

  it.each([
    [404, 'the page of another service'],
    [500, '{"of":"another service"}'],
    [302, 'the page of another service'],
    [200, 'the page\nof another service\n'],
  ])('another service that answers %i with %j is not read out', async (status, body) => {
    current = [status, body];
    const settings = { host: '127.0.0.1', port, database: 'shop', user: 'etl_reader', password };
    const options = { label: 'contract', connectTimeoutMs: 20_000 };
    const use = async () => (await clickhouse.open(settings, options)).test();
    const { error } = await failure(use());
    expect(error.message).toBe(
      `ClickHouse at 127.0.0.1:${port} gave an answer that is not ClickHouse's. Check host and port, and what stands between.`,
    );
  });
});
