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

function allEvidence(value: unknown): { start: number; end: number; text: string }[] {
  if (Array.isArray(value)) return value.flatMap(allEvidence);
  if (value === null || typeof value !== 'object') return [];
  const inner = Object.values(value).flatMap(allEvidence);
  const { start, end, text: words } = value as Record<string, unknown>;
  return typeof start === 'number' && typeof end === 'number' && typeof words === 'string'
    ? [{ start, end, text: words }, ...inner]
    : inner;
}
