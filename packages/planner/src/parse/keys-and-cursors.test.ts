import { describe, expect, it } from 'vitest';
import { parseDescription } from './parse-description.ts';

describe('a cursor in brackets, and the key of a merge behind it', () => {
  it.each([
    'take new rows of MySQL stops (by seen_at) and merge them into Postgres stops by stop_id',
    'новые записи из MySQL stops (по seen_at) мержи в Postgres stops по stop_id',
    'new rows from MySQL stops (seen_at), merge into Postgres stops on stop_id',
  ])('%s', (text) => {
    const { load, write } = parseDescription(text).ir;
    expect(load).toMatchObject({ mode: 'watermark', column: 'seen_at' });
    expect(write).toMatchObject({ mode: 'merge', keys: ['stop_id'] });
  });

  it.each([
    'MySQL stops to Postgres stops, replacing by stop_id',
    'MySQL stops to Postgres stops, replace rows by stop_id',
    'Грузи MySQL stops в Postgres stops, с заменой по stop_id',
  ])('rows replaced by a key are merged: %s', (text) => {
    expect(parseDescription(text).ir.write).toMatchObject({ mode: 'merge', keys: ['stop_id'] });
  });

  it.each(['For finance: ', 'For our BI: ', 'Для отчетности: '])('whom it is for: %s', (lead) => {
    const { operations } = parseDescription(
      `${lead}sum fare per stop_id from MySQL trips.stops into ClickHouse bi.stops`,
    ).ir;
    expect(operations).toMatchObject([{ groupBy: [{ column: 'stop_id', unit: null }] }]);
  });
});
