import { describe, expect, it } from 'vitest';
import { askQuestion } from '@ai-etl/planner';
import { askedSql } from './asked-sql.test-data.ts';

const { reader, sqlOf } = askedSql(
  `
  CREATE TABLE players (player_id INTEGER PRIMARY KEY, nickname VARCHAR(40) NOT NULL, email VARCHAR(120),
    invited_by INTEGER, -- players.player_id
    joined_on DATE NOT NULL);
  CREATE TABLE staff (staff_id INTEGER PRIMARY KEY, full_name VARCHAR(60) NOT NULL,
    team VARCHAR(10) NOT NULL -- games | payments
  );
  CREATE TABLE games (game_id INTEGER PRIMARY KEY, title VARCHAR(60) NOT NULL,
    checked_by INTEGER REFERENCES staff(staff_id));
  CREATE TABLE carts (cart_id INTEGER PRIMARY KEY, player_id INTEGER NOT NULL REFERENCES players(player_id),
    pay_method VARCHAR(10) NOT NULL, fee NUMERIC(6,2) NOT NULL, placed_at TIMESTAMP NOT NULL);
  CREATE TABLE cart_lines (cart_id INTEGER NOT NULL REFERENCES carts(cart_id), line_no INTEGER NOT NULL,
    game_id INTEGER NOT NULL REFERENCES games(game_id), PRIMARY KEY (cart_id, line_no));
`,
  {
    held: [
      ['staff', 'team', 'games'],
      ['staff', 'team', 'payments'],
    ],
  },
);

describe('what names say', () => {
  it.each([
    [
      'top 3 players by number of carts',
      'SELECT p.nickname FROM carts AS c INNER JOIN players AS p ON c.player_id = p.player_id GROUP BY p.player_id, p.nickname ORDER BY count(*) DESC LIMIT 3',
    ],
    [
      'number of carts and average fee per payment method',
      'SELECT count(*) AS carts_count, avg(fee) AS avg_fee, pay_method FROM carts AS c GROUP BY pay_method',
    ],
    ['How many games are there?', 'SELECT count(*) AS games_count FROM games AS t'],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });

  it('does not count whatever has a moment, where nothing that is there is named', async () => {
    expect(await askQuestion({ question: 'downloads per week', reader })).toMatchObject({
      kind: 'unclear',
    });
  });
});
