import { describe, expect, it } from 'vitest';
import { printPreamble, readQueryRequest } from './query-request.ts';

function read(search: string, headers: Record<string, string> = {}) {
  return readQueryRequest(new URL(`http://localhost/?${search}`), headers, 'made-up');
}

describe('a request', () => {
  it('turns settings, parameters and database into statements', () => {
    const search = new URLSearchParams({
      database: 'we`ird',
      max_threads: '3',
      param_x: "a\\tb'c",
      wait_end_of_query: '1',
      query_id: 'q',
    });
    expect(printPreamble(read(search.toString()))).toBe(
      "SET max_threads = '3', param_x = 'a\\\\tb\\'c'; USE `we\\`ird`; ",
    );
  });

  it('knows who asks from basic auth, from headers, from the URL', () => {
    const basic = { authorization: `Basic ${Buffer.from('u:p:q').toString('base64')}` };
    expect(read('', basic)).toMatchObject({ user: 'u', password: 'p:q' });
    const headers = { 'x-clickhouse-user': 'h', 'x-clickhouse-key': 'k' };
    expect(read('user=x', headers)).toMatchObject({ user: 'h', password: 'k' });
    expect(read('user=x&password=y')).toMatchObject({ user: 'x', password: 'y' });
    expect(read('')).toMatchObject({ user: 'default', password: '' });
  });

  it('keeps the query id it is given and makes one up otherwise', () => {
    expect(read('query_id=mine').queryId).toBe('mine');
    expect(read('').queryId).toBe('made-up');
  });

  it('refuses names that could smuggle SQL, and block compression', () => {
    expect(() => read('max%20threads%3D1%3B=1')).toThrow(/no name of a setting/);
    expect(() => read('default_format=CSV%27')).toThrow(/no name of a setting/);
    expect(() => read('compress=1')).toThrow(/not offered/);
  });
});
