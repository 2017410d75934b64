import { describe, expect, it } from 'vitest';
import { Expect, type ExpectedPlan } from '../expect.ts';
import { comparePlans } from './compare-plans.ts';

type Part = Readonly<Record<string, unknown>>;

/** A plan of the suite's shape, with what a case is about put over it. */
function plan(part: Part = {}): ExpectedPlan {
  const parsed = Expect.parse({
    outcome: 'plan',
    sources: [{ type: 'postgresql', object: 'crm.orders' }],
    targets: [{ type: 'clickhouse', object: 'orders' }],
    operations: [],
    write_mode: 'append',
    keys: [],
    load: { mode: 'full' },
    schedule: { kind: 'manual', cron: null, timezone: null },
    checks: [],
    notifications: [],
    ...part,
  });
  if (parsed.outcome !== 'plan') throw new TypeError('not a plan');
  return parsed;
}

function isExact(gold: Part, predicted: Part, text = ''): boolean {
  return comparePlans(plan(gold), plan(predicted), text).isExact;
}

const operations = (...list: readonly Part[]): Part => ({ operations: list });
const schedule = (part: Part): Part => ({
  schedule: { kind: 'cron', cron: '0 9 * * *', timezone: null, ...part },
});

describe('what is found, missing and too much', () => {
  it('counts slots by name', () => {
    const gold = plan({ keys: ['id'], write_mode: 'upsert' });
    const { slots, isExactCore } = comparePlans(gold, plan({ load: { mode: 'cdc' } }), '');
    const of = (verdict: string) =>
      slots.filter((one) => one.verdict === verdict).map((one) => one.name);
    expect(of('missing')).toEqual(['write_mode', 'key', 'load_mode']);
    expect(of('extra')).toEqual(['write_mode', 'load_mode']);
    expect(of('found')).toEqual([
      'source_type',
      'source_object',
      'target_type',
      'target_object',
      'schedule',
    ]);
    expect(isExactCore).toBe(false);
  });

  it('misses everything where nothing is predicted', () => {
    const { slots } = comparePlans(plan(), null, '');
    expect(slots.every((one) => one.verdict === 'missing')).toBe(true);
    expect(slots).toHaveLength(7);
  });

  it('tells core slots from others', () => {
    const renamed = operations({ op: 'rename', from: 'a', to: 'b' });
    const { isExact: all, isExactCore } = comparePlans(plan(renamed), plan(), 'rename a to b');
    expect([all, isExactCore]).toEqual([false, true]);
  });

  it('a plan that writes nothing has no write mode', () => {
    const checks = { targets: [], write_mode: null };
    expect(isExact(checks, checks)).toBe(true);
    expect(isExact(checks, { ...checks, write_mode: 'append' })).toBe(false);
  });
});

/** Gold, predicted, description: right or wrong. */
const cases: readonly (readonly [string, Part, Part, boolean, string?])[] = [
  [
    'objects whatever their case and quotes',
    { sources: [{ type: 'postgresql', object: '"CRM".Orders' }] },
    {},
    true,
  ],
  [
    'a trailing slash does not count',
    { targets: [{ type: 's3', object: 's3://a/b/' }] },
    { targets: [{ type: 's3', object: 's3://a/b' }] },
    true,
  ],
  ['a prefix may not be lost', {}, { sources: [{ type: 'postgresql', object: 'orders' }] }, false],
  [
    'a role counts',
    { targets: [{ type: 'clickhouse', object: 'orders', role: 'quarantine' }] },
    {},
    false,
  ],
  [
    'options one by one',
    { sources: [{ type: 'csv', object: 'x', delimiter: ';', header: true }] },
    { sources: [{ type: 'csv', object: 'x', delimiter: ';', header: true }] },
    true,
  ],
  [
    'another option',
    { sources: [{ type: 'csv', object: 'x', delimiter: ';' }] },
    { sources: [{ type: 'csv', object: 'x', delimiter: ',' }] },
    false,
  ],
  [
    'nested options',
    { sources: [{ type: 'http', object: 'x', pagination: { page_size: 500 } }] },
    { sources: [{ type: 'http', object: 'x', pagination: { page_size: '500' } }] },
    true,
  ],

  [
    'a mode that is accepted',
    { accept_write_modes: ['overwrite', 'append'] },
    { write_mode: 'overwrite' },
    true,
  ],
  ['a mode that is not', { accept_write_modes: ['append'] }, { write_mode: 'overwrite' }, false],
  [
    'an accepted upsert may have keys',
    { accept_write_modes: ['upsert'] },
    { write_mode: 'upsert', keys: ['anything'] },
    true,
  ],
  [
    "gold's own upsert needs its keys",
    { write_mode: 'upsert', keys: ['order_id'] },
    { write_mode: 'upsert', keys: [] },
    false,
  ],
  [
    'keys of an upsert, in any order',
    { write_mode: 'upsert', keys: ['a_id', 'b_id'] },
    { write_mode: 'upsert', keys: ['B_ID', 'a_id'] },
    true,
    'by a_id and b_id',
  ],
  [
    'changes of a stream of changes',
    { load: { mode: 'cdc' }, cdc_ops: ['insert'] },
    { load: { mode: 'cdc' }, cdc_ops: ['insert', 'delete'] },
    false,
  ],
  [
    'the column of a watermark',
    { load: { mode: 'watermark', column: 'updated_at' } },
    { load: { mode: 'watermark', column: 'created_at' } },
    false,
    'new rows by updated_at',
  ],

  [
    'crons by when they fire',
    schedule({ cron: '0 9,21 * * 1-5' }),
    schedule({ cron: '0 21,9 * * MON-FRI' }),
    true,
  ],
  ['day 7 is day 0', schedule({ cron: '30 1 * * 0,6' }), schedule({ cron: '30 1 * * 6,7' }), true],
  [
    '*/3 of months is a list',
    schedule({ cron: '0 9 5 1,4,7,10 *' }),
    schedule({ cron: '0 9 5 */3 *' }),
    true,
  ],
  [
    'steps from a start',
    schedule({ cron: '5/20 * * * *' }),
    schedule({ cron: '5,25,45 * * * *' }),
    true,
  ],
  ['another minute', schedule({ cron: '0 9 * * *' }), schedule({ cron: '1 9 * * *' }), false],
  [
    'the 31st is not the last day',
    schedule({ cron: '0 9 L * *' }),
    schedule({ cron: '0 9 31 * *' }),
    false,
  ],
  [
    'a cron that is accepted',
    schedule({ cron: '0 0 * * *', cron_accept: ['0 2 * * *'] }),
    schedule({ cron: '0 2 * * *' }),
    true,
  ],
  [
    'a stream is not started by hand',
    { schedule: { kind: 'streaming', cron: null, timezone: null } },
    {},
    false,
  ],
  ['a zone that gold leaves open is no mistake', schedule({}), schedule({ timezone: 'UTC' }), true],
  [
    'a zone that gold names',
    schedule({ timezone: 'Asia/Tokyo' }),
    schedule({ timezone: null }),
    false,
  ],
  [
    'a zone that is accepted',
    { ...schedule({ timezone: 'America/New_York' }), accept_timezones: ['US/Eastern'] },
    schedule({ timezone: 'US/Eastern' }),
    true,
  ],

  [
    'numbers by value',
    operations({ op: 'filter', column: 'kwh', cmp: '>', value: 20 }),
    operations({ op: 'filter', column: 'kwh', cmp: '>', value: '20.0' }),
    true,
    'kwh above 20',
  ],
  [
    'another comparison',
    operations({ op: 'filter', column: 'kwh', cmp: '>', value: 20 }),
    operations({ op: 'filter', column: 'kwh', cmp: '>=', value: 20 }),
    false,
    'kwh above 20',
  ],
  [
    'a column that is named must match',
    operations({ op: 'filter', column: 'state', cmp: '=', value: 'paid' }),
    operations({ op: 'filter', column: 'status', cmp: '=', value: 'paid' }),
    false,
    'where state is paid',
  ],
  [
    'a column that is described may be called otherwise in form',
    operations({ op: 'filter', column: 'total_amounts', cmp: '>', value: 5 }),
    operations({ op: 'filter', column: 'totalAmount', cmp: '>', value: 5 }),
    true,
    'total amount over 5',
  ],
  [
    'but not in words',
    operations({ op: 'filter', column: 'total_amount', cmp: '>', value: 5 }),
    operations({ op: 'filter', column: 'price', cmp: '>', value: 5 }),
    false,
    'total amount over 5',
  ],
  [
    'a column without any name in the text',
    operations({ op: 'filter', column: 'status', cmp: '=', value: 'paid' }),
    operations({ op: 'filter', column: null, cmp: '=', value: 'paid' }),
    true,
    'only paid orders',
  ],
  [
    'a column named inside another word is not named',
    operations({ op: 'filter', column: 'age', cmp: '=', value: 1 }),
    operations({ op: 'filter', column: 'no', cmp: '=', value: 1 }),
    true,
    'the average ones',
  ],
  [
    'lists of values as sets',
    operations({ op: 'filter', column: 'c', cmp: 'in', value: ['a', 'b'] }),
    operations({ op: 'filter', column: 'c', cmp: 'in', value: ['b', 'a'] }),
    true,
  ],
  [
    'but from and to in their order',
    operations({ op: 'filter', column: 'c', cmp: 'between', value: [1, 2] }),
    operations({ op: 'filter', column: 'c', cmp: 'between', value: [2, 1] }),
    false,
  ],
  [
    'alternatives as one slot',
    operations({
      op: 'filter',
      any: [
        { op: 'filter', column: 'a', cmp: '=', value: 1 },
        { op: 'filter', column: 'b', cmp: '=', value: 2 },
      ],
    }),
    operations({
      op: 'filter',
      any: [
        { op: 'filter', column: 'b', cmp: '=', value: 2 },
        { op: 'filter', column: 'a', cmp: '=', value: 1 },
      ],
    }),
    true,
  ],
  [
    'alternatives are not conditions that all hold',
    operations({ op: 'filter', any: [{ op: 'filter', column: 'a', cmp: '=', value: 1 }] }),
    operations({ op: 'filter', column: 'a', cmp: '=', value: 1 }),
    false,
  ],
  [
    'periods by meaning',
    operations({ op: 'filter', column: 'd', cmp: 'relative', value: 'last 14 days' }),
    operations({ op: 'filter', column: 'd', cmp: 'relative', value: 'previous 2 weeks' }),
    true,
  ],
  [
    'a calendar month is not a month back',
    operations({ op: 'filter', column: 'd', cmp: 'relative', value: 'last month' }),
    operations({ op: 'filter', column: 'd', cmp: 'relative', value: 'last 1 month' }),
    false,
  ],

  [
    'columns of a select one by one',
    operations({ op: 'select', columns: ['a', 'b'] }),
    operations({ op: 'select', columns: ['b', 'a'] }),
    true,
    'a and b',
  ],
  [
    'casts with the type in any spelling',
    operations({ op: 'cast', column: 'r', to: 'NUMERIC(10, 3)' }),
    operations({ op: 'cast', column: 'r', to: 'decimal(10,3)' }),
    true,
  ],
  [
    'masks with how much stays',
    operations({ op: 'mask', column: 'no', method: 'partial', keep_last: 4 }),
    operations({ op: 'mask', column: 'no', method: 'partial', keep_last: 2 }),
    false,
  ],
  [
    'duplicates by their keys in any order',
    operations({ op: 'dedupe', keys: ['a', 'b'], keep: 'last', order_by: 'at' }),
    operations({ op: 'dedupe', keys: ['b', 'a'], keep: 'last', order_by: 'at' }),
    true,
    'a b at',
  ],
  [
    'which of the duplicates stays',
    operations({ op: 'dedupe', keys: ['a'], keep: 'last', order_by: null }),
    operations({ op: 'dedupe', keys: ['a'], keep: 'first', order_by: null }),
    false,
  ],
  [
    'joins with how',
    operations({ op: 'join', right: 'x', on: ['id'], how: 'left' }),
    operations({ op: 'join', right: 'X', on: ['id'], how: 'inner' }),
    false,
    'on id',
  ],
  [
    'measures whatever they are called',
    operations({
      op: 'aggregate',
      group_by: ['day(created_at)'],
      measures: [{ fn: 'sum', column: 'amount', as: 'total' }],
    }),
    operations({
      op: 'aggregate',
      group_by: ['day(placed_at)'],
      measures: [{ fn: 'sum', column: 'amount' }],
    }),
    true,
    'sum of amount per day',
  ],
  [
    'another unit',
    operations({ op: 'aggregate', group_by: ['day(at)'], measures: [] }),
    operations({ op: 'aggregate', group_by: ['week(at)'], measures: [] }),
    false,
  ],
  [
    'another function',
    operations({ op: 'aggregate', group_by: [], measures: [{ fn: 'sum', column: 'amount' }] }),
    operations({ op: 'aggregate', group_by: [], measures: [{ fn: 'avg', column: 'amount' }] }),
    false,
  ],
  [
    'expressions without their blanks',
    operations({ op: 'derive', as: 'arr', expr: 'mrr * 12' }),
    operations({ op: 'derive', as: 'arr', expr: 'MRR*12' }),
    true,
    'arr',
  ],
  [
    'windows by their length',
    operations({ op: 'window', kind: 'tumbling', size: '1 minute' }),
    operations({ op: 'window', kind: 'tumbling', size: '60s' }),
    true,
  ],

  [
    'checks with their columns',
    { checks: [{ rule: 'unique', column: ['a', 'b'] }] },
    { checks: [{ rule: 'unique', column: ['b', 'a'] }] },
    true,
    'a and b',
  ],
  [
    'a bound that belongs to it or not',
    { checks: [{ rule: 'min', column: 'p', value: 0, exclusive: true }] },
    { checks: [{ rule: 'min', column: 'p', value: 0 }] },
    false,
  ],
  [
    'ages by length',
    { checks: [{ rule: 'freshness', column: null, max_age: '24h' }] },
    { checks: [{ rule: 'freshness', column: null, max_age: '1440m' }] },
    true,
  ],
  [
    'patterns by what they do',
    { checks: [{ rule: 'regex', column: 'p', pattern: '^[0-9]{11}$' }] },
    { checks: [{ rule: 'regex', column: 'p', pattern: String.raw`^\d{11}$` }] },
    true,
  ],
  [
    'patterns that do something else',
    { checks: [{ rule: 'regex', column: 'p', pattern: '^[0-9]{11}$' }] },
    { checks: [{ rule: 'regex', column: 'p', pattern: '^[0-9]{10}$' }] },
    false,
  ],
  [
    'a rule nobody has heard of',
    { checks: [{ rule: 'vibes', column: 'p' }] },
    { checks: [{ rule: 'vibes', column: 'p' }] },
    true,
  ],
  ['what happens to rows that fail', { on_fail: 'quarantine' }, { on_fail: 'abort' }, false],
  [
    'who hears about it',
    { notifications: [{ channel: 'email', to: 'a@b.example', on: 'failure' }] },
    { notifications: [{ channel: 'email', to: 'a@b.example', on: 'success' }] },
    false,
  ],
  [
    'retries by number and delay',
    { retries: { count: 3, delay: '10m' } },
    { retries: { count: '3', delay: '600s' } },
    true,
  ],
  [
    'pieces of a load',
    { batch: { size: 100, chunk_by: 'week' } },
    { batch: { size: 100, chunk_by: 'month' } },
    false,
  ],
];

describe('what counts as the same', () => {
  const named = cases.map(([title, gold, predicted, same, text]) => ({
    title,
    gold,
    predicted,
    same,
    text: text ?? '',
  }));

  it.each(named)('$title', ({ gold, predicted, same, text }) => {
    expect(isExact(gold, predicted, text)).toBe(same);
  });
});
