import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { secret, startWalkedApi, type WalkedApi } from '../../testing/walk-api.ts';

let api: WalkedApi;

beforeAll(async () => {
  api = await startWalkedApi();
});
afterEach(() => api.routes.clear());
afterAll(() => api.close());

describe('records of an answer', () => {
  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const)('may be packed: %s', async (encoding, pack) => {
    api.routes.set('/v1/rows', () => ({
      headers: { 'content-encoding': encoding },
      body: pack('{"data":[{"id":1},\n {}]}'),
    }));
    expect(await api.walk()).toEqual([{ id: 1 }, {}]);
  });

  it('lie where the path says: a pointer, a single object, null, the whole answer', async () => {
    api.routes.set('/v1/rows', () => ({ body: [{ 'a/b': { id: 1 }, c: null }] }));
    expect(await api.walk({ records: '/0/a~1b' })).toEqual([{ id: 1 }]);
    expect(await api.walk({ records: '$.0.c' })).toEqual([]);
    expect(await api.walk({ records: '' })).toEqual([{ 'a/b': { id: 1 }, c: null }]);
  });

  it.each([
    ['HTML with 200', { headers: { 'content-type': 'text/html' }, body: 'hidden' }, 'HTML'],
    ['a page of errors', { body: '<!doctype html>hidden' }, 'HTML'],
    ['what is no JSON', { body: '{"data":[{"id":1},\n{"hidden' }, 'line 2'],
    ['something behind', { body: '{"data":[]} hidden' }, 'line 1'],
    ['a broken record', { body: '{"data":[{"id":1},{"id":hidden}]}' }, 'record 2'],
    ['brackets that do not match', { body: '{"data":[{"id":1]}]}' }, 'character 20'],
    ['nothing', { body: '' }, 'empty'],
    ['another encoding', { body: Buffer.from('{"data":[{"x":"\xff"}]}', 'latin1') }, 'UTF-8'],
    ['no records path', { body: { items: [] } }, '"data"'],
    ['a text for records', { body: { data: 'hidden' } }, '"data"'],
    ['a record that is a list', { body: { data: [{ id: 1 }, ['hidden']] } }, 'record 2'],
    [
      'half of a character',
      { body: '{"data":[{"id":"\\ud83d\\ude00"},{"id":"\\ud83d"}]}' },
      'record 2',
    ],
    ['a name that is none', { body: '{"data":[{"a\\u0000b":"hidden"}]}' }, 'cannot be a column'],
    ['our own name', { body: { data: [{ _AI_ETL_page: 1 }] } }, 'cannot be a column'],
    [
      'values for names',
      { body: { data: [Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [at, at]))] } },
      'more than 1000 fields',
    ],
    ['names that differ by case', { body: { data: [{ id: 1, ID: 2 }] } }, '"ID"'],
    [
      'a record that is too long',
      { body: { data: [{ id: 'x'.repeat(16 * 1024 * 1024) }] } },
      'record 1',
    ],
    [
      'a damaged packing',
      { headers: { 'content-encoding': 'gzip' }, body: Buffer.from('hidden') },
      'packed',
    ],
  ])('%s is refused with its place', async (_, reply, words) => {
    api.routes.set('/v1/rows', () => reply);
    const { error, text } = await api.fault();
    expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
    expect(error.message).toContain('/v1/rows (rows, page 1)');
    expect(error.message).toContain(words);
    expect(text).not.toContain('hidden');
  });

  it.each([
    ['a page of 200 MB', (bytes: Buffer) => bytes, {}],
    ['a gzip bomb', (bytes: Buffer) => gzipSync(bytes), { 'content-encoding': 'gzip' }],
  ] as const)('%s is refused before it is in memory', async (_, make, headers) => {
    const body = make(Buffer.alloc(200 * 1024 * 1024, 32));
    api.routes.set('/v1/rows', () => ({ headers, body }));
    const before = process.memoryUsage().rss;
    const { error } = await api.fault({}, { max_page_mb: 2, auth: 'bearer', token: secret });
    expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
    expect(error.message).toMatch(/page 1.*max_page_mb/);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });
});
