import { describe, expect, it } from 'vitest';
import { LongRowScan } from './long-row-scan.ts';

/** In pieces of a few bytes too, so that each rule is met at an edge between two; a mark is never cut. */
const scan = (text: string | Buffer, longestRow: number, delimiter = ','): number | undefined => {
  const bytes = Buffer.from(text);
  const found = [3, 4, 7, bytes.length].map((size) => {
    const looking = new LongRowScan({ delimiter, longestRow });
    for (let at = 0; at < bytes.length; at += size) {
      const offset = looking.push(bytes.subarray(at, at + size));
      if (offset !== undefined) return offset;
    }
    return undefined;
  });
  expect(new Set(found).size, 'the same, however it is cut').toBe(1);
  return found[0];
};

describe('the first row that has more than 6 bytes', () => {
  it.each([
    ['none', 'a,b\n12,456\n123456', undefined],
    ['the last, without an end', 'a,b\n1,34567', 4],
    ['the last, with an end', 'a,b\n1,34567\n', 4],
    ['the last, before empty lines', 'a,b\n1,34567\n\n\n', 4],
    ['the first of two', '1,34567\n1,34567\n', 0],
    ['with two bytes for a line', 'a,b\r\n12,456\r\n1,34567\r\n', 13],
    ['with returns for lines', 'a,b\r12,456\r1,34567\r', 11],
    ['of several lines in quotes', '1,2\n1,"\n\n\n"\n', 4],
    ['of short lines in quotes, the last one without', '1,2\n1,"\n",3\n', 4],
    ['whose quotes hold doubled ones', '1,2\n"""\n""\n"\n', 4],
    ['after a space, as DuckDB takes quotes', '1,2\n1, "\n\n"\n', 4],
    ['a row of bare quotes, which hold no line', '1"\n2"\n3"\n4"\n5"\n', undefined],
    ['two spaces before a quote make it text', '1,  "\n2,  "\n3\n', undefined],
    ['a quote after text is text', '1,a"\n2,a"\n3,a"\n', undefined],
    ['what follows a byte order mark', '\uFEFF"\n\n\n\n\n"\n', 3],
    ['not of a byte order mark and six', '\uFEFF123456\n1\n', undefined],
    ['in bytes, not letters', 'éé\néééé\n', 5],
  ])('%s', (_, text, offset) => {
    expect(scan(text, 6)).toBe(offset);
  });

  it('depends on what divides fields', () => {
    expect(scan('1;"\n\n\n"\n', 6, ',')).toBe(undefined);
    expect(scan('1;"\n\n\n"\n', 6, ';')).toBe(0);
  });
});

it('finds in any text what a plain reading finds', () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  const parts = ['"', '"', ',', '\n', '\r\n', ' ', 'x', 'x'.repeat(40), '"\n"', ',"a\nb",', '""'];
  for (let round = 0; round < 300; round += 1) {
    let text = '';
    while (text.length < 6000) text += parts[random(parts.length)];
    const longestRow = 1200 + random(1500);
    const whole = new LongRowScan({ delimiter: ',', longestRow });
    const slow = new LongRowScan({ delimiter: ',', longestRow });
    let found: number | undefined;
    for (const byte of Buffer.from(text)) found ??= slow.push(Buffer.from([byte]));
    expect(whole.push(Buffer.alloc(text.length, text))).toBe(found);
  }
});

it('tells a row of quotes apart from one without, far into a text', () => {
  const short = `${'1,"a\nb"\n'.repeat(50_000)}${'1,2\n'.repeat(50_000)}`;
  const long = `1,${'x'.repeat(50_000)},"\n"`;
  const looking = new LongRowScan({ delimiter: ',', longestRow: 40_000 });
  expect(looking.push(Buffer.from(short))).toBe(undefined);
  expect(looking.push(Buffer.from(`${long}\n`))).toBe(short.length);
});
