import { describe, expect, it } from 'vitest';
import type { PlannerIR } from '../ir/index.ts';
import { parseDescription } from './parse-description.ts';

const read = (text: string): PlannerIR => parseDescription(text).ir;
const names = (text: string): readonly (string | null)[] =>
  read(text).sources.flatMap(({ objects }) =>
    objects.map((one) => (one.kind === 'name' ? one.name : one.kind)),
  );

describe('the name of what is loaded', () => {
  it('is no table and no state where tables are named behind it', () => {
    const text =
      'Open claims list: MySQL ins.claims, closed_on empty. Goes to Postgres rep.claims.';
    expect(names(text)).toEqual(['claims']);
    expect(read(text).operations).toMatchObject([
      { op: 'filter', any: [{ column: 'closed_on', cmp: 'is_null' }] },
    ]);
  });

  it('keeps what it says of groups', () => {
    const { operations } = read(
      'Fuel cost by boat_id: total litres and highest litres. MySQL fleet.fuel to Postgres ctl.fuel',
    );
    expect(operations).toMatchObject([{ op: 'aggregate', groupBy: [{ column: 'boat_id' }] }]);
  });

  it('is set aside before the things that are meant', () => {
    expect(
      read("Big spenders = guests with tier 'GOLD'. From MySQL crm.guests to Postgres a_b")
        .operations,
    ).toMatchObject([{ op: 'filter', any: [{ column: 'tier', cmp: '=' }] }]);
  });

  it.each([
    'Open claims: MySQL ins.claims to Postgres rep.claims',
    'Only paid claims: MySQL ins.claims to Postgres rep.claims',
  ])('stays where it says which rows are meant: %s', (text) => {
    expect(read(text).operations.map(({ op }) => op)).toEqual(['filter']);
  });

  it('stays where it is the only thing that is named', () => {
    expect(read('Claims: Postgres to ClickHouse, daily').sources).toMatchObject([
      { objects: [{ kind: 'words', words: ['claims'] }] },
    ]);
  });
});

describe('what somebody needs somewhere', () => {
  it('goes there, and is told behind the colon', () => {
    expect(
      read('Marketing wants the leads in Snowflake every morning: MySQL crm.leads to RAW.LEADS'),
    ).toMatchObject({
      sources: [{ system: 'mysql', objects: [{ schema: 'crm', name: 'leads' }] }],
      targets: [{ system: 'snowflake', objects: [{ schema: 'RAW', name: 'LEADS' }] }],
    });
  });

  it('is read as ever where the colon tells no more of it', () => {
    expect(read('We want MySQL claims in ClickHouse: daily at 5')).toMatchObject({
      sources: [{ system: 'mysql' }],
      targets: [{ system: 'clickhouse' }],
    });
  });
});
