import { describe, expect, it } from 'vitest';
import { openPoints } from '../../ir/index.ts';
import { parseDescription } from '../parse-description.ts';

const asked = (words: string): readonly string[] =>
  openPoints(parseDescription(`Copy Oracle A_B to MySQL c_d, ${words}`).ir).map((one) => one.about);

describe('duplicates by a key that nobody has named', () => {
  it.each([
    'remove duplicates by the right key',
    "drop duplicates. We don't know yet which column makes two boats the same.",
    'drop duplicates, the key is still unknown',
    'убери дубли. Пока не знаем, по какому полю строки считать одинаковыми.',
  ])('are asked about: %s', (words) => {
    expect(asked(words)).toEqual(['keys']);
  });

  it.each([
    "drop exact duplicates and replace an empty port with 'unknown'",
    'remove duplicates by hull_no',
    'drop duplicates; not sure when the port closes',
  ])('are not where nothing is open: %s', (words) => {
    expect(asked(words)).toEqual([]);
  });
});
