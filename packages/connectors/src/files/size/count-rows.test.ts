import { describe, expect, it } from 'vitest';
import { countCsvRows, countJsonRows } from './count-rows.ts';
import { evenly } from './evenly.ts';

const csv = (text: string, isWhole = true, hasHeader = true) =>
  countCsvRows(Buffer.from(text), { delimiter: ',', hasHeader, isWhole });

describe('rows at the beginning of CSV', () => {
  it('are not the header, nor lines within quotes', () => {
    expect(csv('a,b\n1,"x\ny"\n2,z\n')).toEqual({ rows: 2, bytes: 12, headerBytes: 4 });
  });

  it('end with a return, a line feed, or both', () => {
    expect(csv('a\r\n1\r\n2\r\n').rows).toBe(2);
    expect(csv('a\r1\r2\r').rows).toBe(2);
  });

  it('count a last one without an end only where the file ends there', () => {
    expect(csv('a\n1\n2').rows).toBe(2);
    expect(csv('a\n1\n2', false)).toEqual({ rows: 1, bytes: 2, headerBytes: 2 });
  });

  it('begin at once where there is no header', () => {
    expect(csv('1,2\n3,4\n', true, false)).toEqual({ rows: 2, bytes: 8, headerBytes: 0 });
  });
});

describe('rows at the beginning of JSON', () => {
  const json = (text: string) => countJsonRows(Buffer.from(text));

  it('are objects, one a line or not', () => {
    expect(json('{"a":{"b":1}}\n{"a":"}\\"{"}\n{"a":')).toMatchObject({ rows: 2, bytes: 26 });
  });

  it('are the objects of an array', () => {
    expect(json('[{"a":[{"b":1}]},\n {"a":2}]').rows).toBe(2);
  });
});

describe('some of a list', () => {
  it('are spread over all of it', () => {
    expect(evenly([0, 1, 2, 3, 4, 5, 6, 7, 8], 3)).toEqual([0, 4, 8]);
    expect(evenly([0, 1], 3)).toEqual([0, 1]);
    const many = Array.from({ length: 10_000 }, (_, index) => index);
    expect(evenly(many, 1000)).toHaveLength(1000);
  });
});
