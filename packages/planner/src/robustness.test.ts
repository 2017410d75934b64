import fc from 'fast-check';
import { parseSpec } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { retail } from './connections.test-data.ts';
import { parseDescription } from './parse/parse-description.ts';
import { planPipeline } from './plan-pipeline.ts';

/** Words of the grammar, of the catalog, and of neither, in any order. */
const word = fc.constantFrom(
  ...'load copy from to into in on at by as with where only not all except every each daily hourly once twice times per day week month quarter half past last this first 1st 15th Monday weekdays May am pm noon time UTC Berlin 3 15 7:30 100 2024-01-01 yesterday older than over least is null empty between and or , ; . ( ) : " \' -> * # @ PostgreSQL ClickHouse Kafka orders customers status total_amount id email sales data table schema database column columns append replace upsert merge key incremental new rows cdc deduplicate rename drop hash limit top join sum select * from -- union notify retry cron s3://b/k.csv a@b.example #ops загрузи из в по каждый час заказы 🚀'.split(
    ' ',
  ),
);
const sentence = fc.array(word, { maxLength: 60 }).map((words) => words.join(' '));
const text = fc.oneof(
  sentence,
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

describe('any text', () => {
  it('is parsed without throwing, and evidence is always a piece of it', () => {
    fc.assert(
      fc.property(text, (description) => {
        const { ir } = parseDescription(description);
        for (const { start, end, text: words } of allEvidence(ir)) {
          expect(description.slice(start, end)).toBe(words);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('becomes a spec of valid shape, ready or with questions', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (description) => {
        fc.pre(description.trim() !== '');
        const outcome = await planPipeline({ description, connections: retail });
        expect(parseSpec(structuredClone(outcome.spec)).ok).toBe(true);
        expect(outcome.status === 'ready').toBe(outcome.clarification.length === 0);
        if (outcome.status === 'ready') expect(outcome.spec.targets.length).toBeGreaterThan(0);
        expect(new Set(outcome.clarification.map((one) => one.id)).size).toBe(
          outcome.clarification.length,
        );
        expect(JSON.parse(JSON.stringify(outcome.state))).toEqual(outcome.state);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives the same IR twice', () => {
    fc.assert(
      fc.property(text, (description) => {
        expect(parseDescription(description)).toEqual(parseDescription(description));
      }),
    );
  });
});

/** Texts made to be slow: long runs, nested openings, lists without end. */
const hostile: readonly (readonly [string, string])[] = [
  ['letters', 'a'],
  ['digits', '1'],
  ['dots', 'a.'],
  ['cron fields', '1 '],
  ['stars', '* '],
  ['quotes', `"`],
  ['opened quotes', `"a `],
  ['brackets', '('],
  ['commas', 'a, '],
  ['numbers in a list', '1, '],
  ['every', 'every '],
  ['at', 'at '],
  ['on the', 'on the '],
  ['only', 'only a, '],
  ['columns', 'columns a, '],
  ['where', 'where a '],
  ['where not', 'where not is '],
  ['last', 'last 5 '],
  ['half past', 'half past '],
  ['mails', 'a@'],
  ['paths', '/a'],
  ['urls', 's3://a'],
  ['hyphens', '-'],
  ['select', 'SELECT '],
  ['drop', '; DROP TABLE '],
  ['from to', 'from to '],
  ['systems', 'postgres to clickhouse '],
  ['merge by', 'merge by '],
  ['keys', 'key a, '],
  ['notify', 'notify fails '],
  ['retry', 'retry 5 '],
  ['states', 'not active or '],
  ['and', 'and '],
  ['combining marks', 'e\u0301'],
  ['sharp', "o'clock "],
];

describe('the cost of parsing', () => {
  it.each(hostile)('grows no faster than the text: %s', (_name, piece) => {
    const cost = (length: number): { reads: number; tokens: number } =>
      parseDescription(piece.repeat(length / piece.length));
    const small = cost(4_000);
    const large = cost(16_000);
    expect(large.reads).toBeLessThanOrEqual(Math.max(5_000, small.reads * 5));
    expect(large.reads).toBeLessThanOrEqual(5_000 + large.tokens * 2_000);
  });

  it('is a bounded number of looks a token for ordinary sentences', () => {
    const { reads, tokens } = parseDescription(
      'Load only completed orders with amount over 100 from the last 30 days from PostgreSQL to ClickHouse as fact_orders, upsert by id, every Monday and Thursday at 7:30 Berlin time',
    );
    expect(reads / tokens).toBeLessThan(1100);
  });
});

function allEvidence(value: unknown): { start: number; end: number; text: string }[] {
  if (Array.isArray(value)) return value.flatMap(allEvidence);
  if (value === null || typeof value !== 'object') return [];
  const inner = Object.values(value).flatMap(allEvidence);
  const { start, end, text: words } = value as Record<string, unknown>;
  return typeof start === 'number' && typeof end === 'number' && typeof words === 'string'
    ? [{ start, end, text: words }, ...inner]
    : inner;
}
