import { once } from 'node:events';
import { connect } from 'node:net';
import type { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createClient, type ClickHouseClient } from '@clickhouse/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { isClickHouseTestable } from '../component.fixture.ts';
import { acquireTestServers, type TestClickHouseDatabase } from '../test-servers.ts';

interface Asked {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

interface Question {
  readonly body?: string | Uint8Array<ArrayBuffer> | Readable;
  readonly params?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly method?: string;
}

/** How long a statement may take to show, or to end, on a busy machine. */
const patience = { timeout: 60_000, interval: 50 };

describe.skipIf(!isClickHouseTestable())('the ClickHouse endpoint', () => {
  let database: TestClickHouseDatabase;
  let client: ClickHouseClient;

  beforeAll(async () => {
    const servers = await acquireTestServers();
    database = await servers.clickhouse.createDatabase();
    const { url, user: username, password } = database;
    client = createClient({
      url,
      username,
      password,
      database: database.database,
      log: { level: 127 },
    });
  });
  afterAll(async () => {
    await client.close();
    await database.drop();
  });
  beforeEach(async () => {
    await ask('DROP TABLE IF EXISTS t SYNC');
    const made = await ask(
      "CREATE TABLE t (a Int64, b String DEFAULT 'dd', c Nullable(String)) ENGINE = MergeTree ORDER BY a COMMENT 'old'",
    );
    expect(made).toMatchObject({ status: 200, text: '' });
  });

  /** With a body, the query goes into the URL; without, it is the body. */
  async function ask(query: string, question: Question = {}): Promise<Asked> {
    const { body, method = 'POST', params = {}, headers = {} } = question;
    const url = new URL(database.url);
    if (body !== undefined || method === 'GET') url.searchParams.set('query', query);
    for (const [name, value] of Object.entries({ database: database.database, ...params })) {
      url.searchParams.set(name, value);
    }
    const response = await fetch(url, {
      method,
      headers: { 'X-ClickHouse-Key': database.password, ...headers },
      ...(method === 'GET' ? {} : { body: body ?? query, duplex: 'half' }),
    });
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  async function rows(sql: string): Promise<string> {
    return (await ask(sql)).text;
  }

  /** Resolves when the engine has no query but the one that asks. */
  async function untilIdle(marker: string): Promise<void> {
    await vi.waitFor(async () => {
      const like = `query LIKE '%${marker}%' AND query NOT LIKE '%system.processes%'`;
      expect(await rows(`SELECT count() FROM system.processes WHERE ${like}`)).toBe('0\n');
    }, patience);
  }

  it('answers /ping without a password and nothing else', async () => {
    const ping = await fetch(`${database.url}/ping`);
    expect([ping.status, await ping.text()]).toEqual([200, 'Ok.\n']);
    expect((await fetch(`${database.url}/nonesuch`)).status).toBe(404);
    const refused = await ask('SELECT 1', { headers: { 'X-ClickHouse-Key': 'wrong' } });
    expect(refused.status).toBe(403);
    expect(refused.headers.get('x-clickhouse-exception-code')).toBe('516');
  });

  it('works with the official client: insert, parameters, JSON, typed errors', async () => {
    const values = [{ a: 1, b: 'x\ty' }, { a: 2 }];
    const inserted = await client.insert({ table: 't', values, format: 'JSONEachRow' });
    expect(inserted.summary).toMatchObject({ written_rows: '2' });
    const nasty = `tab\t newline\n back\\slash 'quote' "double" 😀`;
    const result = await client.query({
      query:
        'SELECT a, b, {text:String} AS text, {list:Array(String)} AS list FROM t WHERE a >= {n:Int32} ORDER BY a',
      query_params: { text: nasty, list: ["o'ne", 'tw\\o'], n: 1 },
      format: 'JSONEachRow',
    });
    expect(await result.json()).toEqual([
      { a: 1, b: 'x\ty', text: nasty, list: ["o'ne", 'tw\\o'] },
      { a: 2, b: 'dd', text: nasty, list: ["o'ne", 'tw\\o'] },
    ]);
    await expect(client.command({ query: 'DROP TABLE nonesuch' })).rejects.toMatchObject({
      code: '60',
      type: 'UNKNOWN_TABLE',
    });
  });

  it('unescapes parameters as ClickHouse does', async () => {
    const params = { param_x: "a\\tb\\\\c\\'d", param_none: '\\N', param_name: 'b' };
    const answer = await ask(
      'SELECT {x:String} AS x, {none:Nullable(String)} AS n, {name:Identifier} FROM t FORMAT JSONEachRow',
      { params },
    );
    expect(answer.text).toBe('');
    await ask("INSERT INTO t VALUES (1, 'bb', NULL)");
    const again = await ask(
      'SELECT {x:String} AS x, {none:Nullable(String)} AS n, {name:Identifier} FROM t FORMAT JSONEachRow',
      { params },
    );
    expect(JSON.parse(again.text)).toEqual({ x: "a\tb\\c'd", n: null, b: 'bb' });
  });

  it('keeps parameters and settings of simultaneous queries apart', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        ask("SELECT {n:UInt32}, getSetting('max_block_size'), sleep(0.01)", {
          params: { param_n: String(index), max_block_size: String(1000 + index) },
        }),
      ),
    );
    expect(answers.map((answer) => answer.text)).toEqual(
      answers.map((_, index) => `${index}\t${1000 + index}\t0\n`),
    );
  });

  it.each([
    ['INSERT INTO t FORMAT TabSeparated', '1\tx\t\\N\n2\ty\tz\n', '1\tx\t\\N\n2\ty\tz\n'],
    ['INSERT INTO t VALUES', "(1, 'a;b', NULL), (2, 'FORMAT', 'c')", '1\ta;b\t\\N\n2\tFORMAT\tc\n'],
    ['INSERT INTO t (a) SETTINGS max_threads=1 FORMAT JSONEachRow', '{"a":3}\n', '3\tdd\t\\N\n'],
    [
      "INSERT INTO t SELECT x + 1, upper(y), NULL FROM input('x Int64, y String') FORMAT CSV",
      '1,"q\n"\n',
      '2\tQ\\n\t\\N\n',
    ],
    ['INSERT INTO t FORMAT TSV', '', ''],
  ])('loads a body: %s', async (query, body, expected) => {
    const apart = await ask(query, { body });
    expect(apart).toMatchObject({ status: 200, text: '' });
    expect(await rows('SELECT * FROM t ORDER BY a')).toBe(expected);
    await ask('TRUNCATE TABLE t');
    const joined = await ask(`${query}\n${body}`);
    expect(joined).toMatchObject({ status: 200, text: '' });
    expect(await rows('SELECT * FROM t ORDER BY a')).toBe(expected);
  });

  it('counts what was written, and says its query id and format', async () => {
    const params = { query_id: 'chosen-by-client' };
    const answer = await ask('INSERT INTO t (a) SELECT number FROM numbers(10)', { params });
    expect(answer.headers.get('x-clickhouse-query-id')).toBe('chosen-by-client');
    expect(JSON.parse(answer.headers.get('x-clickhouse-summary') ?? '')).toMatchObject({
      written_rows: '10',
    });
    const read = await ask('SELECT a FROM t', { params: { default_format: 'CSVWithNames' } });
    expect(read.headers.get('x-clickhouse-format')).toBe('CSVWithNames');
    expect(read.text.startsWith('"a"\n0\n')).toBe(true);
  });

  it.each([
    ['SELEC 1', 400, '62'],
    ['SELECT 1; SELECT 2', 400, '62'],
    ['SELECT * FROM nonesuch', 404, '60'],
    ['SELECT nonesuch()', 404, '46'],
    ["SELECT throwIf(1, 'boom')", 500, '395'],
    ['INSERT INTO t FORMAT TSV\n1\tx\t\\N\nnot a number\n', 400, '27'],
  ])('gives errors status, code and words: %s', async (query, status, code) => {
    const answer = await ask(query);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-clickhouse-exception-code')).toBe(code);
    expect(answer.text).toMatch(
      new RegExp(`^Code: ${code}\\. DB::Exception: (?!Code)[\\s\\S]*\\([A-Z_]+\\)`),
    );
    expect(await rows('SELECT count() FROM t')).toBe('0\n');
  });

  it('breaks the answer off when a query fails after its first rows', async () => {
    const query = 'SELECT number, throwIf(number = 900000) FROM numbers(1000000)';
    await expect(ask(query)).rejects.toThrow(/terminated|closed|aborted/);
    const result = await client.query({ query, format: 'JSONEachRow' });
    const reading = async () => {
      for await (const part of result.stream()) expect(part.length).toBeGreaterThan(0);
    };
    await expect(reading()).rejects.toMatchObject({ code: '395' });
  });

  it('refuses writes by GET', async () => {
    expect((await ask('SELECT 1', { method: 'GET' })).text).toBe('1\n');
    const write = await ask('INSERT INTO t (a) SELECT 1', { method: 'GET' });
    expect(write.headers.get('x-clickhouse-exception-code')).toBe('164');
  });

  it.each(['Content-Length: 1000', 'Transfer-Encoding: chunked'])(
    'loads nothing from an upload cut off by its client (%s)',
    async (framing) => {
      const { hostname, port } = new URL(database.url);
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      const data = '1\tx\t\\N\n2\ty\t\\N\n';
      const sent = framing.startsWith('Content')
        ? data
        : `${data.length.toString(16)}\r\n${data}\r\n`;
      socket.write(
        `POST /?database=${database.database}&query=INSERT%20INTO%20t%20FORMAT%20TSV HTTP/1.1\r\n` +
          `Host: x\r\nX-ClickHouse-Key: ${database.password}\r\n${framing}\r\n\r\n${sent}`,
      );
      await vi.waitFor(async () => {
        const running = `SELECT count() FROM system.processes WHERE query LIKE 'INSERT INTO t %'`;
        expect(await rows(running)).toBe('1\n');
      }, patience);
      socket.destroy();
      await untilIdle('INSERT INTO t');
      expect(await rows('SELECT count() FROM t')).toBe('0\n');
    },
  );

  it('takes and gives gzip, and refuses gzip that is cut off', async () => {
    const packed = gzipSync('1\tx\t\\N\n'.repeat(1000));
    const headers = { 'Content-Encoding': 'gzip' };
    const whole = await ask('INSERT INTO t FORMAT TSV', { body: new Uint8Array(packed), headers });
    expect(whole.status).toBe(200);
    const cut = new Uint8Array(packed.subarray(0, 40));
    const part = await ask('INSERT INTO t FORMAT TSV', { body: cut, headers });
    expect(part.status).toBe(500);
    expect(await rows('SELECT count() FROM t')).toBe('1000\n');
    const url = `${database.url}/?enable_http_compression=1&query=SELECT%20number%20FROM%20numbers(3)`;
    const raw = await new Promise<Buffer>((resolve, reject) => {
      const { hostname, port } = new URL(database.url);
      const socket = connect(Number(port), hostname, () => {
        const path = url.slice(database.url.length);
        const key = `X-ClickHouse-Key: ${database.password}`;
        socket.write(`GET ${path} HTTP/1.0\r\n${key}\r\nAccept-Encoding: gzip\r\n\r\n`);
      });
      const chunks: Buffer[] = [];
      socket.on('data', (chunk) => chunks.push(chunk)).once('error', reject);
      socket.once('end', () => resolve(Buffer.concat(chunks)));
    });
    const body = raw.subarray(raw.indexOf('\r\n\r\n') + 4);
    expect(gunzipSync(body).toString()).toBe('0\n1\n2\n');
  });

  it('ends a query whose client has left', async () => {
    const leave = new AbortController();
    const asked = fetch(database.url, {
      method: 'POST',
      body: 'SELECT count() AS left_alone FROM numbers(1000000000000) WHERE sipHash64(number) = 0',
      headers: { 'X-ClickHouse-Key': database.password },
      signal: leave.signal,
    });
    const running = "query LIKE '%left_alone%' AND query NOT LIKE '%system.processes%'";
    await vi.waitFor(async () => {
      expect(await rows(`SELECT count() FROM system.processes WHERE ${running}`)).toBe('1\n');
    }, patience);
    leave.abort();
    await expect(asked).rejects.toThrow(/abort/i);
    await untilIdle('left_alone');
  });

  it('kills a query by the id its client gave it', async () => {
    const endless = 'SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 0';
    const asked = ask(endless, { params: { query_id: `kill-${database.database}` } });
    await vi.waitFor(async () => {
      const killed = await ask('KILL QUERY WHERE query_id = {id:String} SYNC', {
        params: { param_id: `kill-${database.database}` },
      });
      expect(killed.text).toContain('finished');
    }, patience);
    expect((await asked).headers.get('x-clickhouse-exception-code')).toBe('394');
  });

  it('keeps temporary tables within a session', async () => {
    const params = { session_id: 's1' };
    await ask('CREATE TEMPORARY TABLE mine (a Int32)', { params });
    await ask('INSERT INTO mine VALUES (5)', { params });
    expect((await ask('SELECT a FROM mine', { params })).text).toBe('5\n');
    expect((await ask('SELECT a FROM mine')).status).toBe(404);
  });

  it('has what publishing a load needs', async () => {
    await ask('INSERT INTO t (a) SELECT number FROM numbers(10)');
    for (const sql of [
      'CREATE TABLE u CLONE AS t',
      'TRUNCATE TABLE t',
      'EXCHANGE TABLES t AND u',
      'ALTER TABLE u ATTACH PARTITION ALL FROM t',
      'DELETE FROM u WHERE a < 4',
      "ALTER TABLE u MODIFY COMMENT 'new'",
      "ALTER TABLE u COMMENT COLUMN a 'key'",
    ]) {
      expect(await ask(sql)).toMatchObject({ status: 200 });
    }
    expect(await rows('SELECT count() FROM t')).toBe('10\n');
    expect(await rows('SELECT count() FROM u')).toBe('6\n');
    const comments = `SELECT name, comment FROM system.tables WHERE database = currentDatabase() ORDER BY name`;
    expect(await rows(comments)).toBe('t\told\nu\tnew\n');
    const parts = `SELECT sum(rows) FROM system.parts WHERE active AND database = currentDatabase() AND table = 't'`;
    expect(await rows(parts)).toBe('10\n');
    expect(await rows('EXPLAIN ESTIMATE SELECT * FROM t')).toMatch(/\tt\t1\t10\t1\n$/);
    await ask('DROP TABLE u SYNC');
  });

  it('lets no statement reach the files of the machine', async () => {
    const path = '/etc/passwd';
    for (const query of [
      `SELECT * FROM file('${path}', 'LineAsString')`,
      `SELECT arrayMap(file, ['${path}'])`,
      `SELECT * FROM default.\`${path}\``,
      `SELECT * FROM url('${database.url}', 'LineAsString')`,
    ]) {
      const { status, text } = await ask(query, { params: { readonly: '2' } });
      expect(status, query).not.toBe(200);
      expect(text).toContain('Code: 291');
    }
  });

  it('runs no second statement that curly quotes or nested comments hide', async () => {
    for (const query of [
      "SELECT ‘ ' ’; DROP TABLE t; SELECT ‘ ' ’",
      "SELECT 1 /* /* */ ' */ */; DROP TABLE t -- '",
    ]) {
      expect((await ask(query)).text, query).toContain('Multi-statements');
    }
    expect((await ask('EXISTS TABLE t')).text).toBe('1\n');
  });
});
