import { expect, it } from 'vitest';
import { isDay } from './fitting-moment.ts';

it('has the days of the Gregorian calendar, and no others', () => {
  const two = (number: number): string => String(number).padStart(2, '0');
  for (const year of [1, 4, 100, 400, 1582, 1900, 2000, 2023, 2024, 9999]) {
    for (let month = 0; month <= 13; month += 1) {
      for (let day = 0; day <= 32; day += 1) {
        const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
        const at = Date.parse(`${text}T00:00:00Z`);
        // Date takes 30 February for 1 March.
        const isThere = !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
        expect(isDay(text), text).toBe(isThere);
      }
    }
  }
  expect(['0000-01-01', '2024-1-1', '2024-01-01 10:00', ''].map(isDay)).toEqual(
    Array(4).fill(false),
  );
});
