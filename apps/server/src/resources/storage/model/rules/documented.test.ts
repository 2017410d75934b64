import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { engines } from '../workload.ts';
import { allRules } from './all-rules.ts';

const page = readFileSync(
  new URL('../../../../../../../docs/concepts/storage-model.md', import.meta.url),
  'utf8',
);

describe('docs/concepts/storage-model.md', () => {
  it('has a row for each rule with its points and its reason, and no other', () => {
    const rows = page
      .split('\n')
      .filter((line) => /^\| `\w+\.\w+`/.test(line))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    const signed = (points: number | undefined): string =>
      points === undefined ? '' : points > 0 ? `+${points}` : String(points);
    const expected = allRules.map(({ id, points, because }) => [
      `\`${id}\``,
      ...engines.map((engine) => signed(points[engine])),
      because,
    ]);
    expect(rows).toEqual(expected);
  });
});
