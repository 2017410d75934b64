import { describe, expect, it } from 'vitest';
import { findCsvField } from './find-csv-field.ts';
import { findJsonLine } from './find-json-line.ts';

/** In pieces of a few bytes, so that each rule is met at an edge between two. */
async function* inPieces(text: string): AsyncIterable<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 3) yield bytes.subarray(at, at + 3);
}

describe('the line of a field', () => {
  const find = async (text: string, value: string, options = {}) =>
    findCsvField(inPieces(text), {
      field: 1,
      value: Buffer.from(value),
      delimiter: ',',
      hasHeader: true,
      ...options,
    });

  it.each([
    ['the first of two', 'a,b\n1,x\n2,y\n3,y\n', 'y', 3],
    ['not in the header', 'a,y\n1,x\n2,y', 'y', 3],
    ['not in another column', 'a,b\ny,x\n2,y', 'y', 3],
    ['not of a longer or shorter field', 'a,b\n1,yy\n1,\n1,"yy"\n2,y', 'y', 5],
    ['after lines in quotes', 'a,b\n"1\n\n",x\n2,y', 'y', 5],
    ['where the field begins, not its record', 'a,b\n"1\n2","y\n"\n', 'y\n', 3],
    ['with quotes in it', 'a,b\n1,"""y"""\n', '"y"', 2],
    ['with delimiters in quotes before it', 'a,b\n"1,y",x\n"","y"\n', 'y', 3],
    ['of two bytes for a line', 'a,b\r\n1,x\r\n2,y\r\n', 'y', 3],
    ['of returns for lines', 'a,b\r1,x\r2,y\r', 'y', 3],
    ['after empty lines', 'a,b\n\n\n1,y\n', 'y', 4],
    ['of an empty text, which is no NULL', 'a,b\n1,\n2,""\n', '', 3],
    ['of letters of several bytes', 'a,b\n1,é\n2,ü\n', 'ü', 3],
    ['that is nowhere', 'a,b\n1,x\n', 'y', undefined],
  ])('%s', async (_, text, value, line) => {
    expect(await find(text, value)).toBe(line);
  });

  it('is found without header, after a byte order mark', async () => {
    expect(await find('\uFEFFx;1\ny;2', 'x', { field: 0, delimiter: ';', hasHeader: false })).toBe(
      1,
    );
  });
});

describe('the line of an object', () => {
  it.each([
    ['one a line', '{"a":1}\n{"a":2}\n', 2, 2],
    ['after empty lines', '\n{"a":1}\r\n \n{"a":2}', 2, 4],
    ['of several lines', '{\n"a":1}\n{"a":2}', 2, undefined],
    ['of an array', '[{"a":1},\n{"a":2}]', 2, undefined],
  ])('%s', async (_, text, row, line) => {
    expect(await findJsonLine(inPieces(text), row)).toBe(line);
  });
});
