import { expect, it } from 'vitest';
import { shapeOf } from './shape-of.ts';

it.each([
  ['n/a', '"x/x"'],
  ['0071', '"0099"'],
  [' 1 ', '" 9 "'],
  ['01.02.2024', '"09.99.9999"'],
  ['Żółć\t№', '"xxxx??"'],
  ['', '""'],
  ['a'.repeat(30), `"${'x'.repeat(20)}…"`],
])('the shape of %j is %s', (text, shape) => {
  expect(shapeOf(text)).toBe(shape);
});
