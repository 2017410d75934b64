import { describe, expect, it } from 'vitest';
import type { Step } from '@ai-etl/core';
import { maskSample } from './mask-sample.ts';

const columns = [
  { name: 'id', type: { kind: 'int64' }, nullable: false },
  { name: 'email', type: { kind: 'text' }, nullable: true },
  { name: 'note', type: { kind: 'text' }, nullable: true },
] as const;

describe('samples of failing rows', () => {
  it('mask what looks personal, keep NULLs and cut long values', () => {
    const rows = [
      ['1', 'ann@example.com', 'x'.repeat(300)],
      ['2', null, null],
    ];
    const sample = maskSample(columns, rows);
    expect(sample.columns).toEqual(['id', 'email', 'note']);
    expect(sample.rows).toEqual([
      ['1', 'a***@***', `${'x'.repeat(200)}…`],
      ['2', null, null],
    ]);
  });

  it('mask what a step of the pipeline masks, by name or by kind', () => {
    const step: Step = {
      id: 'hide',
      op: 'mask',
      inputs: ['rows'],
      columns: [{ name: 'note', method: 'redact' }],
    };
    const sample = maskSample(columns, [['1', null, 'nothing personal']], [step]);
    expect(sample.rows).toEqual([['1', null, '***']]);
  });

  it('keep ten rows, judged by all that were read', () => {
    const rows = Array.from({ length: 50 }, (_, index) => [
      String(index),
      null,
      index === 49 ? 'write to bob@example.com' : 'fine',
    ]);
    const sample = maskSample(columns, rows);
    expect(sample.rows).toHaveLength(10);
    expect(sample.rows[0]?.[2]).toBe('***');
  });
});
