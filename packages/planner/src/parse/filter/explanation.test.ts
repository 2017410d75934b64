import { describe, expect, it } from 'vitest';
import { parseDescription } from '../parse-description.ts';

const filters = (words: string) =>
  parseDescription(`Copy Oracle A_B to MySQL c_d, ${words}`).ir.operations;

describe('what explains which rows are meant', () => {
  it.each<readonly [string, string, string]>([
    ["leave out robots, i.e. those whose user_agent contains 'bot'", 'user_agent', 'not_like'],
    ['do not take demo boats, that is rows where is_demo = true', 'is_demo', '!='],
    ['skip short trips, meaning those whose miles_run is under 5', 'miles_run', '>='],
    [
      "пропускай пробные, т.е. те, у которых email заканчивается на '@x.example'",
      'email',
      'not_like',
    ],
    ["ignoring internal boats (those whose hull_code starts with 'T')", 'hull_code', 'not_like'],
    ["without cancelled trips: state_code = 'X'", 'state_code', '!='],
    ["only paid trips, i.e. those whose plan is 'pro'", 'plan', '='],
    ['trips that still have no boat (boat_id is empty)', 'boat_id', 'is_null'],
  ])('%s', (words, column, cmp) => {
    expect(filters(words)).toMatchObject([{ op: 'filter', any: [{ column, cmp }] }]);
  });
});
