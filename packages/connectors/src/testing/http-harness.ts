import { http } from '../http/connector.ts';
import type {
  ReaderHarness,
  ReaderSource,
  SourceTable,
} from '../kit/contract/reader/reader-harness.ts';
import { startJsonApi, type ApiRoute } from './json-api.ts';

const token = 'hunter2-not-to-be-seen';

/** An HTTP API on this machine whose tables are JSON. */
export const httpHarness: ReaderHarness = {
  connector: http,
  words: { int: String, text: (value) => JSON.stringify(value), nothing: 'null' },
  refusedNames: ['tab\tname', 'line\nname'],
  samples: [
    {
      what: 'a whole number',
      logical: 'int64',
      values: [
        ['0', '0'],
        ['-9223372036854775808', '-9223372036854775808'],
        ['9223372036854775807', '9223372036854775807'],
        ['null', null],
      ],
    },
    {
      what: 'a number with a point',
      logical: 'float64',
      values: [
        ['0.1', '0.1'],
        ['-1.7976931348623157e308', '-1.7976931348623157e+308'],
        ['5e-324', '5e-324'],
        ['1e2', '100'],
        ['3', '3'],
        ['null', null],
      ],
    },
    {
      what: 'true and false',
      logical: 'bool',
      values: [
        ['true', 't'],
        ['false', 'f'],
        ['null', null],
      ],
    },
    {
      what: 'a text',
      logical: 'text',
      values: [
        ['""', ''],
        ['"007"', '007'],
        ['"null"', 'null'],
        ['null', null],
      ],
    },
    {
      what: 'a day',
      logical: 'date',
      values: [
        ['"2026-02-28"', '2026-02-28'],
        ['"0001-01-01"', '0001-01-01'],
        ['"9999-12-31"', '9999-12-31'],
        ['null', null],
      ],
    },
    {
      what: 'a moment with a zone',
      logical: 'timestamptz',
      values: [
        ['"2026-01-31T10:00:00Z"', '2026-01-31 10:00:00'],
        ['"1969-12-31T23:59:59.999999-02:30"', '1970-01-01 02:29:59.999999'],
        ['"2026-01-31 10:00:00.5+00:00"', '2026-01-31 10:00:00.5'],
        ['null', null],
      ],
    },
    {
      what: 'a moment without a zone',
      logical: 'timestamp',
      values: [
        ['"2026-01-31T10:00:00"', '2026-01-31 10:00:00'],
        ['null', null],
      ],
    },
    {
      what: 'a UUID',
      logical: 'uuid',
      values: [
        ['"01234567-89ab-cdef-0123-456789abcdef"', '01234567-89ab-cdef-0123-456789abcdef'],
        ['null', null],
      ],
    },
    {
      what: 'what is nested',
      logical: 'json',
      values: [
        ['{"a":[1.50,"x\\n"]}', '{"a":[1.5,"x\\n"]}'],
        ['[]', '[]'],
        ['[12345678901234567890123]', '[12345678901234567890123]'],
        ['null', null],
      ],
    },
    {
      what: 'a mixture',
      logical: 'json',
      values: [
        ['1', '1'],
        ['"1"', '"1"'],
        ['true', 'true'],
        ['null', null],
      ],
    },
    {
      what: 'a whole number past 2^63',
      logical: 'json',
      values: [
        ['9223372036854775808', '9223372036854775808'],
        ['1', '1'],
        ['null', null],
      ],
    },
  ],
  badSettings: [
    ['a missing base URL', { base_url: '' }, 'base_url'],
    ['a base URL that is none', { base_url: 'api.example.com' }, 'base_url'],
    ['a base URL of another kind', { base_url: 'file:///etc/passwd' }, 'base_url'],
    ['a password in the base URL', { base_url: 'https://me:secret@api.example.com/' }, 'base_url'],
    ['no resources', { resources: [] }, 'resources'],
    ['resources that are no JSON', { resources: '[{' }, 'resources'],
    [
      'an unknown setting of a resource',
      { resources: [{ name: 'a', path: 'a', pth: 1 }] },
      'resources.0',
    ],
    [
      'a path to another server',
      { resources: [{ name: 'a', path: 'https://evil.example/' }] },
      'resources',
    ],
    [
      'an unknown pagination',
      { resources: [{ name: 'a', path: 'a', pagination: { type: 'x' } }] },
      'resources.0.pagination.type',
    ],
    [
      'a body without POST',
      { resources: [{ name: 'a', path: 'a', body: {} }] },
      'resources.0.method',
    ],
    [
      'a type that JSON has not',
      { resources: [{ name: 'a', path: 'a', columns: { a: 'bytes' } }] },
      'resources.0.columns.a',
    ],
    [
      'the same resource twice',
      {
        resources: [
          { name: 'a', path: 'a' },
          { name: 'A', path: 'b' },
        ],
      },
      'resources.1.name',
    ],
    ['credentials in headers', { headers: { Authorization: 'x' } }, 'headers.Authorization'],
    ['a header of two lines', { headers: { 'X-A': 'a\r\nX-B: b' } }, 'headers.X-A'],
    ['no token', { token: '' }, 'token'],
    ['no token URL', { auth: 'oauth2', user: 'a', password: 'b' }, 'token_url'],
    ['a pace of nothing', { requests_per_second: 0 }, 'requests_per_second'],
    ['an unknown setting', { hostt: 'x' }, 'hostt'],
    ['a NUL character', { key_name: 'a\0b' }, 'key_name'],
  ],
  createSource,
};

async function createSource(tables: readonly SourceTable[]): Promise<ReaderSource> {
  const routes = tables.map((table, index): [string, ApiRoute] => [`/t/${index}`, routeOf(table)]);
  const api = await startJsonApi(Object.fromEntries(routes));
  const settings = {
    base_url: api.origin,
    auth: 'bearer',
    token,
    requests_per_second: 1000,
    retry_seconds: 0,
    resources: tables.map(({ name }, index) => ({
      name,
      path: `t/${index}`,
      pagination: { type: 'link_header' },
    })),
  };
  return {
    settings,
    access: { outbound: { allows: (address) => address === '127.0.0.1' } },
    schema: 'main',
    secret: token,
    wrongCredentials: { ...settings, token: `${token}?` },
    close: () => api.close(),
  };
}

/** Two pages; the second of a broken table is cut off. */
function routeOf({ columns, rows, isBroken = false }: SourceTable): ApiRoute {
  const half = Math.ceil(rows.length / 2);
  const page = (some: readonly (readonly string[])[]): string => {
    const record = (row: readonly string[]): string =>
      `{${columns.map((name, index) => `${JSON.stringify(name)}:${row[index] ?? 'null'}`).join(',')}}`;
    return `[${some.map(record).join(',\n')}]`;
  };
  // Types are found in the first page, so it has all of a small table.
  const first = page(rows.length > 100 ? rows.slice(0, half) : rows);
  return ({ headers, query }) => {
    if (headers.authorization !== `Bearer ${token}`) return { status: 401 };
    const isSecond = query.get('page') === '2';
    if (isSecond && isBroken) return { rudely: (response) => response.destroy() };
    if (isSecond) return { body: page(rows.slice(half)) };
    return {
      headers: rows.length > 100 ? { link: '<?page=2>; rel="next"' } : {},
      body: first,
    };
  };
}
