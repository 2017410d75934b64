import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestApi, valueAt, type TestAnswer, type TestApi } from '../../testing/test-api.ts';
import { makeTestData, type TestData } from '../../testing/test-data.ts';

let api: TestApi;
let data: TestData;
beforeAll(async () => {
  api = await startTestApi();
  data = await makeTestData(api);
  await data.execute(`
    create table drivers (driver_id int primary key, full_name text not null, rating numeric, hired_on date);
    create table deliveries (delivery_id int primary key, driver_id int references drivers,
      pickup_city text not null, dropoff_city text not null, price numeric not null);
    insert into drivers values (1, 'Ann', 4.5, '2020-01-01'), (2, 'Ben', 4.9, '2022-05-01');
    insert into deliveries select n, 1 + n % 2, case when n <= 7 then 'Riga' else 'Oslo' end,
      case when n <= 3 then 'Riga' else 'Bergen' end, n * 10 from generate_series(1, 20) n;
    create schema tired;
    -- Answers two queries of a session, then no more; an advisory lock counts each.
    create function tired.answer() returns boolean language plpgsql as $$
      declare asked int := (select count(*) from pg_locks
        where locktype = 'advisory' and pid = pg_backend_pid());
      begin
        perform pg_advisory_lock(4000 + asked);
        if asked >= 2 then raise exception 'no more for today'; end if;
        return true;
      end $$;
    create view tired.parcels as select delivery_id as parcel_id, pickup_city, dropoff_city
      from deliveries where (select tired.answer());
    comment on column tired.parcels.pickup_city is 'Riga or Oslo';
    comment on column tired.parcels.dropoff_city is 'Riga or Bergen';
    analyze;
  `);
});
afterAll(async () => {
  await data?.close();
  await api?.close();
});

const ask = (question: string, more: object = {}): Promise<TestAnswer> =>
  api.call({
    method: 'POST',
    url: '/api/v1/nl-query',
    body: { question, connection_id: data.sourceId, execute: true, ...more },
  });

const Offered = z.object({
  choices: z.array(z.object({ id: z.string().nullable(), value: z.string() })),
  readings: z.array(z.object({ id: z.string(), sql: z.string(), rows: z.unknown() })),
});

async function offered(question: string, more: object = {}): Promise<z.infer<typeof Offered>> {
  const { status, body } = await ask(question, more);
  expect(status).toBe(200);
  expect(valueAt(body, 'sql')).toBeNull();
  return Offered.parse(valueAt(body, 'clarification'));
}

const tie = 'How many deliveries in Riga?';

describe('a choice of a question back', () => {
  it('is answered by its id, with the very reading that it named, each time', async () => {
    const { choices, readings } = await offered(tie);
    expect(choices.map(({ id }) => id)).toEqual(readings.map(({ id }) => id));
    const counts: unknown[] = [];
    for (const { id, sql } of readings) {
      const [first, second] = [
        await ask(tie, { choice_id: id }),
        await ask(tie, { choice_id: id }),
      ];
      expect(first.body).toMatchObject({
        sql,
        clarification: null,
        engine: { engine: 'built-in' },
      });
      expect(second.body).toEqual(first.body);
      counts.push(valueAt(first.body, 'rows'));
    }
    expect(counts).toEqual(expect.arrayContaining([[[3]], [[7]]]));
    expect(readings.map(({ rows }) => rows)).toEqual(counts);
  });

  it('is the same with another limit, another zone, and for who asks again', async () => {
    const [before] = (await offered(tie)).readings;
    const [again] = (await offered(tie, { limit: 7, timezone: 'Europe/Riga' })).readings;
    expect(again?.id).toBe(before?.id);
    const answer = await ask(tie, { choice_id: before?.id, limit: 3, execute: false });
    expect(answer.body).toMatchObject({ clarification: null, rows: null });
  });

  it.each([
    ['Who are the top drivers?', 'rating', /ORDER BY[^]*rating/u],
    ['Who are the top drivers?', 'hired_on', /ORDER BY[^]*hired_on/u],
    ['Who are the top drivers?', 'number of deliveries', /ORDER BY[^]*(?:count|deliveries)/u],
    ['Give me the numbers', 'drivers', /FROM drivers/u],
    ['How many of them are there?', 'deliveries', /count\(\*\)[^]*FROM deliveries/u],
    ['How many of them have a price above 100?', 'deliveries', /FROM deliveries[^]*price > 100/u],
    ['Кто лучшие водители?', 'rating', /ORDER BY[^]*rating/u],
  ])('%s: %s', async (question, value, sql) => {
    const { choices } = await offered(question);
    const chosen = choices.find((one) => one.value === value);
    expect(chosen?.id).toMatch(/^choice_/u);
    const answer = await ask(question, { choice_id: chosen?.id });
    expect(answer.body).toMatchObject({ sql: expect.stringMatching(sql), clarification: null });
  });

  it('of another question, or of nothing, is refused by name', async () => {
    const [reading] = (await offered(tie)).readings;
    for (const [question, id] of [
      ['How many deliveries in Oslo?', reading?.id],
      [tie, `choice_${'0'.repeat(32)}`],
    ]) {
      const answer = await ask(question ?? '', { choice_id: id });
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({
        error: { code: 'VALIDATION_ERROR', details: [{ field: 'choice_id' }] },
      });
    }
    const malformed = await ask(tie, { choice_id: 'the first one' });
    expect([malformed.status, valueAt(malformed.body, 'error.code')]).toEqual([
      400,
      'VALIDATION_ERROR',
    ]);
  });

  it('is refused with 409 when the tables have changed, and the question is asked again then', async () => {
    const [reading] = (await offered(tie)).readings;
    await data.execute('alter table deliveries add column weight numeric');
    await api.call({
      url: `/api/v1/connections/${data.sourceId}/catalog?refresh=true`,
    });
    const answer = await ask(tie, { choice_id: reading?.id });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      error: {
        message: expect.stringContaining('the tables changed'),
        details: [{ field: 'choice_id' }],
      },
    });
    const [fresh] = (await offered(tie)).readings;
    expect((await ask(tie, { choice_id: fresh?.id })).status).toBe(200);
  });

  it('stays what it was when another table changes', async () => {
    const [reading] = (await offered(tie)).readings;
    await data.execute('create table depots (depot_id int primary key, depot_name text)');
    await api.call({ url: `/api/v1/connections/${data.sourceId}/catalog?refresh=true` });
    const answer = await ask(tie, { choice_id: reading?.id });
    expect(answer.body).toMatchObject({ sql: reading?.sql, clarification: null });
  });
});

it('asks back without rows where the system refuses to show some', async () => {
  const question = 'How many parcels in Riga?';
  const { readings } = await offered(question, {
    execute: false,
    schema: { tables: ['tired.parcels'] },
  });
  expect(readings.map(({ rows }) => rows)).toEqual([null, null]);
});
