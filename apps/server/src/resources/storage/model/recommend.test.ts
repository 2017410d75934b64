import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { monthlyCost } from './cost.ts';
import { decide } from './decide.ts';
import { parseGrowthRate } from './growth-rate.ts';
import { readPriceTable, type PriceTable } from './price-table.ts';
import { recommend } from './recommend.ts';
import { allRules } from './rules/all-rules.ts';
import { horizons, sizeAfter } from './sizing.ts';
import {
  accessPatterns,
  engines,
  queryTypes,
  updateHabits,
  type Engine,
  type QueryType,
  type Workload,
} from './workload.ts';

let table: PriceTable;
beforeAll(async () => {
  table = await readPriceTable(null);
});

const workload = (changes: Partial<Workload> = {}, asks: readonly QueryType[] = []): Workload => ({
  sizeGb: 100,
  growth: { kind: 'linear', gbPerMonth: 10 },
  accessPattern: 'balanced',
  latencyMs: null,
  retentionMonths: null,
  updates: 'none',
  highAvailability: false,
  table: null,
  queryTypes: new Set(asks),
  ...changes,
});

const still = { kind: 'linear', gbPerMonth: 0 } as const;
const shape = { rows: 1000, timeColumn: null, primaryKey: ['id'], fewValues: [], lookUps: [] };

const anyWorkload: fc.Arbitrary<Workload> = fc.record({
  sizeGb: fc.double({ min: 0.001, max: 50_000, noNaN: true }),
  growth: fc.oneof(
    fc.record({
      kind: fc.constant('linear' as const),
      gbPerMonth: fc.double({ min: 0, max: 1000, noNaN: true }),
    }),
    fc.record({
      kind: fc.constant('share' as const),
      perMonth: fc.double({ min: 0, max: 0.3, noNaN: true }),
    }),
  ),
  accessPattern: fc.constantFrom(...accessPatterns),
  queryTypes: fc.subarray([...queryTypes]).map((list) => new Set(list)),
  latencyMs: fc.option(fc.integer({ min: 1, max: 60_000 })),
  retentionMonths: fc.option(fc.integer({ min: 1, max: 120 })),
  updates: fc.constantFrom(...updateHabits),
  highAvailability: fc.boolean(),
  table: fc.option(
    fc.record({
      rows: fc.option(fc.integer({ min: 0, max: 1_000_000_000 })),
      timeColumn: fc.option(fc.constant('at')),
      primaryKey: fc.constantFrom([], ['id']),
      fewValues: fc.constantFrom([], ['status']),
      lookUps: fc.constantFrom([], ['email']),
    }),
  ),
});

describe('the decision', () => {
  it.each<[string, Engine, Workload]>([
    [
      "the contract's",
      'clickhouse',
      workload({ accessPattern: 'write_heavy' }, ['analytical', 'time_series']),
    ],
    [
      'a shop',
      'postgresql',
      workload({ sizeGb: 20, updates: 'frequent' }, ['transactional', 'point_lookup']),
    ],
    [
      'a notebook',
      'duckdb',
      workload({ sizeGb: 5, growth: still }, ['ad_hoc', 'analytical', 'machine_learning']),
    ],
    [
      'an archive',
      'parquet',
      workload({ sizeGb: 20_000, accessPattern: 'rarely_read', retentionMonths: 120 }, ['archive']),
    ],
  ])('%s goes to %s', (_, engine, one) => {
    expect(decide(one).engine).toBe(engine);
  });

  it.each<[string, Workload]>([
    ['size.small', workload({ sizeGb: 1 })],
    ['size.medium', workload()],
    ['size.large', workload({ sizeGb: 500 })],
    ['size.huge', workload({ sizeGb: 5000 })],
    ['growth.outgrows_one_machine', workload({ growth: { kind: 'linear', gbPerMonth: 50 } })],
    ['growth.stays_small', workload({ sizeGb: 1, growth: still })],
    ['growth.fast', workload({ growth: { kind: 'share', perMonth: 0.1 } })],
    ['access.write_heavy', workload({ accessPattern: 'write_heavy' })],
    ['access.read_heavy', workload({ accessPattern: 'read_heavy' })],
    ['access.append_only', workload({ accessPattern: 'append_only' })],
    ['access.rarely_read', workload({ accessPattern: 'rarely_read' })],
    ['access.frequent_updates', workload({ updates: 'frequent' })],
    ['access.some_updates', workload({ updates: 'some' })],
    ['access.high_availability', workload({ highAvailability: true })],
    ...queryTypes.map((one): [string, Workload] => [`query.${one}`, workload({}, [one])]),
    ['latency.milliseconds', workload({ latencyMs: 5 })],
    ['latency.interactive', workload({ latencyMs: 500 })],
    ['latency.patient', workload({ latencyMs: 60_000 })],
    ['retention.short', workload({ retentionMonths: 3 })],
    ['retention.long', workload({ retentionMonths: 60 })],
    ['retention.forever', workload({ sizeGb: 3000 })],
    ['shape.many_rows', workload({ table: { ...shape, rows: 50_000_000 } })],
    ['shape.events', workload({ table: { ...shape, timeColumn: 'at', primaryKey: [] } })],
    ['shape.entities', workload({ table: shape })],
  ])('%s fires', (id, one) => {
    expect(decide(one).fired.map((rule) => rule.id)).toContain(id);
    ruled.add(id);
  });

  it('has no rule that none of these fires, and no two of one name', () => {
    const ids = allRules.map((rule) => rule.id);
    expect(ids.toSorted()).toEqual([...ruled].toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('can come out for every engine, and never for one that is beaten', () => {
    const chosen = new Set<Engine>();
    fc.assert(
      fc.property(anyWorkload, (one) => {
        const { engine, ranking } = decide(one);
        chosen.add(engine);
        expect(ranking[0]?.engine).toBe(engine);
        expect(ranking).toHaveLength(engines.length);
      }),
      { seed: 7, numRuns: 500 },
    );
    expect([...chosen].toSorted()).toEqual([...engines].toSorted());
  });
});

const ruled = new Set<string>();

describe('sizes and costs', () => {
  it('never fall when there is more to store', () => {
    fc.assert(
      fc.property(
        anyWorkload,
        fc.double({ min: 1, max: 10, noNaN: true }),
        fc.constantFrom(...engines),
        fc.constantFrom(...horizons),
        (one, factor, engine, months) => {
          const more = { ...one, sizeGb: one.sizeGb * factor };
          const at = { months, table };
          expect(sizeAfter(more, months)).toBeGreaterThanOrEqual(sizeAfter(one, months));
          const cost = monthlyCost(one, engine, at);
          expect(monthlyCost(more, engine, at).total).toBeGreaterThanOrEqual(cost.total);
          expect(cost.total).toBeGreaterThan(0);
          const parts = cost.storage + cost.compute + cost.backup + cost.reading;
          expect(Math.abs(parts - cost.total)).toBeLessThan(0.05);
        },
      ),
      { seed: 7, numRuns: 500 },
    );
  });

  it('never fall over time, and a retention never makes them larger', () => {
    fc.assert(
      fc.property(anyWorkload, (one) => {
        const sizes = horizons.map((months) => sizeAfter(one, months));
        const kept = { ...one, retentionMonths: null };
        for (const [place, months] of horizons.entries()) {
          expect(sizes[place] ?? 0).toBeGreaterThanOrEqual((sizes[place - 1] ?? 0) * 0.999999);
          expect(sizes[place] ?? 0).toBeLessThanOrEqual(sizeAfter(kept, months) * 1.000001);
        }
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('are those of the words: 100 GB and 10 GB a month', () => {
    const one = workload();
    expect(horizons.map((months) => sizeAfter(one, months))).toEqual([100, 220, 340, 460]);
    const kept = workload({ retentionMonths: 24 });
    expect(horizons.map((months) => sizeAfter(kept, months))).toEqual([100, 220, 240, 240]);
    const doubling = workload({ growth: { kind: 'share', perMonth: 2 ** (1 / 12) - 1 } });
    expect(Math.round(sizeAfter(doubling, 24))).toBe(400);
  });

  it('are worked out of the price table', () => {
    const free = {
      ...table,
      prices: {
        ...table.prices,
        vcpu_month: 0,
        memory_gb_month: 0,
        backup_gb_month: 0,
        disk_gb_month: 1,
      },
    };
    expect(monthlyCost(workload(), 'clickhouse', { months: 0, table: free }).total).toBe(20);
  });
});

describe('an answer', () => {
  it('names for each alternative what is won and what is lost', () => {
    fc.assert(
      fc.property(anyWorkload, (one) => {
        const { decision, alternatives, layout } = recommend(one, table);
        expect(alternatives.map((other) => other.engine)).not.toContain(decision.engine);
        expect(alternatives).toHaveLength(3);
        expect(layout.because.length).toBeGreaterThan(0);
        for (const other of alternatives) {
          const isBehind = other.score < (decision.ranking[0]?.score ?? 0);
          if (isBehind) expect(other.losses.length).toBeGreaterThan(0);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('lays the table out by what is known of it', () => {
    const known = {
      rows: 1e9,
      timeColumn: 'at',
      primaryKey: ['id'],
      fewValues: ['status'],
      lookUps: ['customer_id'],
    };
    const one = workload({ table: known, accessPattern: 'append_only' }, ['analytical']);
    expect(recommend(one, table).layout).toMatchObject({
      partitionBy: 'toYYYYMM(at)',
      sortKey: ['status', 'customer_id', 'at'],
      tableEngine: 'MergeTree',
    });
  });
});

describe('a growth rate', () => {
  it.each([
    ['10GB/month', 10],
    ['10 GB / month', 10],
    ['1.5 TB per year', 125],
    ['1 GB/day', 365 / 12],
    ['7 gb/week', 365 / 12],
    ['1 GiB/month', 1.073741824],
    ['0GB/month', 0],
  ])('%s', (text, gbPerMonth) => {
    const parsed = parseGrowthRate(text);
    expect(parsed).toMatchObject({ growth: { kind: 'linear' } });
    if ('growth' in parsed && parsed.growth.kind === 'linear') {
      expect(parsed.growth.gbPerMonth).toBeCloseTo(gbPerMonth, 9);
    }
  });

  it('may be a share', () => {
    expect(parseGrowthRate('5%/month')).toEqual({ growth: { kind: 'share', perMonth: 0.05 } });
  });

  it.each([
    ['10', 'cannot be read'],
    ['10GB', 'cannot be read'],
    ['ten GB/month', 'cannot be read'],
    ['10 bananas/month', '"bananas" is no unit'],
    ['10GB/fortnight', '"fortnight" is no period'],
    ['10/month', 'a unit is missing'],
    ['-5GB/month', '"-5" is no number'],
    ['1,5GB/month', '"1,5" is no number'],
    ['1.2.3GB/month', 'is no number'],
    ['5000%/month', 'more than tenfold'],
    ['', 'cannot be read'],
  ])('%s is refused', (text, error) => {
    expect(parseGrowthRate(text)).toEqual({ error: expect.stringContaining(error) });
  });
});
