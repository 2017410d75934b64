import { describe, expect, it } from 'vitest';
import { parseDescription } from './parse-description.ts';

const write = (words: string) =>
  parseDescription(`Every hour load MySQL ferry.boats into Postgres dw.boats${words}`).ir.write;

describe('a merge told by what happens to each row', () => {
  it.each([
    ': if the hull_no is already there change the row, if not insert it',
    ' by hull_no: if it exists, update it, otherwise insert',
    '. Rows whose hull_no already exists are updated, new ones inserted',
    '; existing hull_no rows get updated, new ones added',
    ', по ключу hull_no: есть такой — обновить, нет — добавить',
    '; если hull_no уже есть — обновить, если нет — вставить',
  ])('%s', (words) => {
    expect(write(words)).toMatchObject({ mode: 'merge', keys: ['hull_no'] });
  });

  it('says nothing of rows where it speaks of something else', () => {
    expect(write('. If it breaks, update the ticket')?.mode ?? null).not.toBe('merge');
  });
});

describe('keys behind a target', () => {
  it.each<readonly [string, readonly string[]]>([
    ['Merge MySQL a_b into Postgres c_d on (dock_no, day)', ['dock_no', 'day']],
    ['Upsert MySQL a_b into Postgres c_d on currency + rate_day', ['currency', 'rate_day']],
    ['Upsert MySQL a_b into Postgres c_d by base, quote and day, hourly', ['base', 'quote', 'day']],
    ['Историзируй (SCD2) MySQL a_b в Postgres c_d, бизнес-ключ dock_no', ['dock_no']],
    ['Историзируй (SCD2) MySQL a_b в Postgres c_d, ключ — dock_no', ['dock_no']],
    ['CDC from MySQL a_b to Postgres c_d, all changes are applied by dock_no', ['dock_no']],
    ['Merge MySQL a_b into Postgres c_d by supplier', []],
  ])('%s', (text, keys) => {
    expect(parseDescription(text).ir.write?.keys ?? []).toEqual(keys);
  });
});
