import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(
  `
  CREATE TABLE seeds (seed_id INTEGER PRIMARY KEY, packet_weight REAL NOT NULL);
  CREATE TABLE mixes (mix_no INTEGER PRIMARY KEY, mix_name VARCHAR(40) NOT NULL);
  CREATE TABLE shares (share_id INTEGER PRIMARY KEY, mix_no INTEGER NOT NULL REFERENCES mixes(mix_no), seed_id INTEGER NOT NULL REFERENCES seeds(seed_id), weight REAL NOT NULL);
`,
  { dialect: 'sqlite' },
);

describe('columns of the rows that link', () => {
  it.each([
    [
      'Which seeds are in mix 12? Show the seed id and the weight.',
      'SELECT s.seed_id, s2.weight FROM seeds AS s INNER JOIN shares AS s2 ON s2.seed_id = s.seed_id INNER JOIN mixes AS m ON s2.mix_no = m.mix_no WHERE m.mix_no = 12',
    ],
    // Nothing is linked.
    ['seed ids and weights of seeds', 'SELECT seed_id, packet_weight FROM seeds AS s'],
    ['Show the packet weight of the seeds in mix 12', null],
  ])('%s', (question, sql) => {
    if (sql === null) expect(sqlOf(question)).toContain('SELECT s.packet_weight FROM');
    else expect(sqlOf(question)).toBe(sql);
  });
});
