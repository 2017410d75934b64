import { describe, expect, it } from 'vitest';
import { parseDescription } from '../parse-description.ts';

const ir = (words: string) =>
  parseDescription(`Copy MySQL tours to Postgres trips.tours, ${words}`).ir;

describe('rows that are shut out', () => {
  it.each<readonly [string, string, string]>([
    ['throw out rows where guide_id is null', 'guide_id', 'not_null'],
    ['toss out records whose seats are under 5', 'seats', '>='],
    ['get rid of rows with no start_date', 'start_date', 'not_null'],
    ['take out anything where town is Oslo or Bergen', 'town', 'not_in'],
    ['sort out lines where fare <= 0', 'fare', '>'],
    ['не грузи строки, где seats меньше 10', 'seats', '>='],
  ])('by a verb of two words: %s', (words, column, cmp) => {
    expect(ir(words).operations).toMatchObject([{ op: 'filter', any: [{ column, cmp }] }]);
  });

  it.each([
    'drop cancelled tours',
    'strip out the cancelled ones',
    'remove the cancelled ones',
    'get rid of all cancelled bookings',
    "we don't want cancelled bookings",
    'cancelled bookings are left out',
    'отменённые поездки не бери',
    'выкинь отменённые',
  ])('by their state: %s', (words) => {
    expect(ir(words).operations).toMatchObject([
      { op: 'filter', any: [{ column: null, cmp: 'not_state', values: [{ value: 'cancelled' }] }] },
    ]);
  });

  it.each<readonly [string, string, string]>([
    ['ignore anyone whose mail ends with @test.example', 'mail', 'not_like'],
    ['where mail ends with @corp.example, tell @ines on failure', 'mail', 'like'],
    ['пропускай строки, где mail заканчивается на @test.example', 'mail', 'not_like'],
  ])('by the end of an address: %s', (words, column, cmp) => {
    const { operations, notifications } = ir(words);
    expect(operations).toMatchObject([{ op: 'filter', any: [{ column, cmp }] }]);
    expect(notifications.map(({ to }) => to)).toEqual(words.includes('@ines') ? ['@ines'] : []);
  });

  it('reads the last of several values before the place of the rows', () => {
    const { operations } = parseDescription(
      'We want MySQL tours where grade is easy, steep or icy in Postgres trips.tours',
    ).ir;
    expect(operations).toMatchObject([
      { any: [{ cmp: 'in', values: [{ value: 'easy' }, { value: 'steep' }, { value: 'icy' }] }] },
    ]);
  });
});
