import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectorCatalog } from '@ai-etl/connectors';
import { startTestApi, textAt, valueAt, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api?.close();
});

const get = (path: string) => api.call({ url: `/api/v1/connectors${path}` });

describe('GET /connectors', () => {
  it('answers the full spec of each: fields, capabilities, aliases, docs and a JSON Schema', async () => {
    const { status, body } = await get('');
    expect(status).toBe(200);
    const types = Array.isArray(body) ? body.map((one) => textAt(one, 'type')) : [];
    expect(types).toEqual(connectorCatalog.map(({ spec }) => spec.type).toSorted());
    const place = types.indexOf('postgresql');
    expect(valueAt(body, String(place))).toMatchObject({
      title: 'PostgreSQL',
      aliases: expect.arrayContaining(['postgres', 'pg']),
      capabilities: {
        source: true,
        target: true,
        dialect: 'postgresql',
        write_modes: ['append', 'replace', 'merge', 'scd2'],
        consistent_snapshot: true,
      },
      docs: expect.stringContaining('GRANT'),
      configuration_schema: {
        type: 'object',
        required: ['host', 'database', 'user'],
        additionalProperties: false,
        properties: {
          port: { type: 'integer', default: 5432, minimum: 1 },
          password: { type: 'string', writeOnly: true },
          ssl_mode: { enum: ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'] },
        },
      },
    });
    expect(valueAt(body, `${place}.fields.4`)).toMatchObject({ name: 'password', secret: true });
  });

  it.each([
    ['?capability=snapshot&q=sql', ['mysql', 'postgresql', 'sqlite']],
    ['?capability=snapshot&q=duck', []],
    ['?capability=merge&q=click', ['clickhouse']],
    ['?capability=merge&q=duck', ['duckdb']],
    ['?capability=sql&q=click', ['clickhouse']],
    ['?q=pg', ['postgresql']],
    ['?q=nothing', []],
  ])('filters: %s', async (query, types) => {
    const { body } = await get(query);
    expect(Array.isArray(body) ? body.map((one) => textAt(one, 'type')) : null).toEqual(types);
  });

  it.each([
    ['?capability=fly', 'capability'],
    ['?per_page=0', 'per_page'],
    ['?kind=x', 'kind'],
  ])('refuses %s', async (query, field) => {
    const { status, body } = await get(query);
    expect(status).toBe(400);
    expect(textAt(body, 'error.details.0.field')).toBe(field);
  });
});

describe('GET /connectors/{type}', () => {
  it('finds one by its type or another name', async () => {
    expect((await get('/postgresql')).body).toMatchObject({ type: 'postgresql' });
    expect((await get('/ch')).body).toMatchObject({ type: 'clickhouse' });
  });

  it.each(['/oracle', '/%00', '/..%2F'])('has no %s', async (path) => {
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(valueAt(body, 'error.code')).toBe('RESOURCE_NOT_FOUND');
  });
});
