import type { Publication } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { findPublication, parseMarker, printMarker, userComment } from './marker.ts';

const publication = (run: number): Publication => ({
  runId: `run_${run}`,
  step: "load 'orders'",
  rows: '18446744073709551615',
  mode: 'merge',
  publishedAt: '2026-01-02T03:04:05.678Z',
  updatedRows: '3',
  deletedRows: '0',
});

describe('the marker in a table comment', () => {
  it.each(['', 'Orders of all shops.', "lines\nand 'quotes' ]", '[ai-etl not ours]'])(
    'keeps the words of the user: %j',
    (comment) => {
      const text = printMarker({ comment, publications: [publication(1)] });
      expect(parseMarker(text)).toEqual({ comment, publications: [publication(1)] });
      expect(userComment(text)).toBe(comment);
    },
  );

  it('answers for (run, step), whatever was published later', () => {
    const text = printMarker({ comment: '', publications: [publication(1), publication(2)] });
    expect(findPublication(text, publication(1))).toEqual(publication(1));
    expect(findPublication(text, { runId: 'run_1', step: 'other' })).toBeNull();
    expect(findPublication('a plain comment', publication(1))).toBeNull();
  });

  it('stays short: the oldest publications fall out', () => {
    const publications = Array.from({ length: 500 }, (_, index) => publication(index));
    const text = printMarker({ comment: 'x', publications });
    expect(text.length).toBeLessThan(8000);
    expect(findPublication(text, publication(499))).not.toBeNull();
    expect(findPublication(text, publication(0))).toBeNull();
  });
});
