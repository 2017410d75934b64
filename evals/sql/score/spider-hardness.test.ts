import { describe, expect, it } from 'vitest';
import { spiderHardness, type Hardness } from './spider-hardness.ts';

/** Queries of our own, classed by hand with the published rule: first components / nested / others. */
const cases: readonly (readonly [string, Hardness, string])[] = [
  ['SELECT count(*) FROM cat', 'easy', '0/0/0'],
  ['SELECT name FROM cat WHERE age > 3', 'easy', '1/0/0'],
  ['SELECT name FROM cat ORDER BY age', 'easy', '1/0/0'],
  ['SELECT name FROM cat WHERE age BETWEEN 1 AND 3', 'easy', '1/0/0: that AND joins nothing'],
  ["SELECT name FROM cat WHERE name LIKE 'a%'", 'medium', '2/0/0'],
  ['SELECT name, age FROM cat', 'medium', '0/0/1'],
  ['SELECT name FROM cat WHERE age > 1 AND age < 3', 'medium', '1/0/1'],
  ['SELECT name FROM cat WHERE age > 1 OR age < 3', 'medium', '2/0/1'],
  ['SELECT name FROM cat ORDER BY age LIMIT 1', 'medium', '2/0/0'],
  ['SELECT kind, count(*) FROM cat GROUP BY kind', 'medium', '1/0/1'],
  ['SELECT min(age), max(age) FROM cat', 'medium', '0/0/2'],
  ['SELECT a.name FROM cat AS a JOIN owner AS b ON a.o = b.id WHERE b.x = 1', 'medium', '2/0/0'],
  ['SELECT a.name FROM cat AS a, owner AS b WHERE a.o = b.id', 'medium', '2/0/0'],
  ['SELECT kind FROM cat GROUP BY kind HAVING count(*) > 2 AND min(age) > 1', 'easy', '1/0/0'],
  ['SELECT kind FROM cat GROUP BY kind ORDER BY count(*) DESC LIMIT 1', 'hard', '3/0/0'],
  ['SELECT name FROM cat UNION SELECT name FROM dog', 'hard', '0/1/0'],
  ['SELECT name FROM cat WHERE age > (SELECT avg(age) FROM cat)', 'hard', '1/1/0'],
  [
    'SELECT name FROM cat WHERE id IN (SELECT c FROM w WHERE g > (SELECT avg(g) FROM w))',
    'hard',
    '1/1/0: the innermost query is not counted',
  ],
  ['SELECT kind, avg(age), max(age) FROM cat WHERE a = 1 AND b = 2 GROUP BY kind', 'hard', '2/0/3'],
  ['SELECT name, age FROM cat WHERE age > (SELECT avg(age) FROM cat)', 'extra', '1/1/1'],
  [
    'SELECT a.x, b.y FROM cat AS a JOIN owner AS b ON a.o = b.id WHERE b.x = 1 AND a.y = 2',
    'extra',
    '2/0/2, which the rule leaves to the last class',
  ],
  [
    'SELECT name FROM cat WHERE NOT a = 1 AND NOT b = 2',
    'medium',
    '1/0/2: negated ones count twice',
  ],
  ['SELECT count(DISTINCT kind), max(age) FROM cat', 'medium', '0/0/2'],
];

describe('how hard Spider calls a query', () => {
  it.each(cases)('%s is %s (%s)', (sql, hardness) => {
    expect(spiderHardness(sql)).toBe(hardness);
  });
});
