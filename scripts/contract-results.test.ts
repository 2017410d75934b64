import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  contractTable,
  readResults,
  resultsFile,
  summarise,
  replaceResults,
} from './contract-results.ts';

describe('results of the contract suite', () => {
  it('are counted by connector and part, whatever stands around the suite', () => {
    const test = (status: string, ...ancestorTitles: string[]) => ({ status, ancestorTitles });
    const results = summarise([
      test('passed', 'B keeps the connector contract', 'types', 'int64'),
      test('passed', 'outer', 'A keeps the connector contract', 'types'),
      test('failed', 'A keeps the connector contract', 'types'),
      test(
        'pending',
        'A keeps the connector contract',
        'history (skipped where it is not claimed)',
      ),
      test('passed', 'something else'),
    ]);
    expect(results).toEqual([
      {
        connector: 'A',
        groups: [
          { group: 'types', passed: 1, failed: 1, skipped: 0 },
          { group: 'history', passed: 0, failed: 0, skipped: 1 },
        ],
      },
      { connector: 'B', groups: [{ group: 'types', passed: 1, failed: 0, skipped: 0 }] },
    ]);
    expect(contractTable(results).split('\n')).toEqual([
      '| part of the contract | A | B |',
      '| --- | --- | --- |',
      '| types | 1 | 1 |',
      '| history | not claimed | not claimed |',
    ]);
  });

  it('of one connector take the place of what was known of it', () => {
    const of = (connector: string, passed: number) => ({
      connector,
      groups: [{ group: 'types', passed, failed: 0, skipped: 0 }],
    });
    const known = [of('A', 1), of('C', 1)];
    expect(replaceResults(known, [of('C', 2)])).toEqual([of('A', 1), of('C', 2)]);
    expect(replaceResults(known, [of('B', 2)])).toEqual([of('A', 1), of('B', 2), of('C', 1)]);
  });

  it('that are checked in know every suite there is, and no failure', () => {
    const results = readResults();
    const suites = globSync(join(dirname(resultsFile), 'src/**/contract.integration.test.ts'));
    expect(results.length).toBe(suites.length);
    expect(results.flatMap(({ groups }) => groups).filter(({ failed }) => failed > 0)).toEqual([]);
  });
});
