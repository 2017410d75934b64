import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { answerOf } = askedSql(`
  CREATE TABLE harbours (harbour_id INTEGER PRIMARY KEY, harbour_name VARCHAR(40) NOT NULL, country VARCHAR(40) NOT NULL, mean_wind_speed REAL NOT NULL);
  CREATE TABLE gales (day DATE NOT NULL, zone INTEGER NOT NULL, mean_sea_level_pressure_inches REAL NOT NULL, max_sea_level_pressure_inches REAL NOT NULL, mean_temperature_f INTEGER NOT NULL, PRIMARY KEY (day, zone));
`);

describe('a mean that each row has is no average of them', () => {
  it.each([
    [
      'What are the days and average sea level pressure?',
      'SELECT day, mean_sea_level_pressure_inches FROM gales AS t',
    ],
    [
      'Give the days with an average sea level pressure between 30.3 and 31',
      'SELECT day FROM gales AS t WHERE mean_sea_level_pressure_inches BETWEEN 30.3 AND 31',
    ],
    [
      'Which harbours have an average wind speed over 3?',
      'SELECT harbour_name FROM harbours AS h WHERE mean_wind_speed > 3',
    ],
    [
      'harbours and their average wind speed',
      'SELECT harbour_name, mean_wind_speed FROM harbours AS h',
    ],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });
});

describe('an average of means', () => {
  it.each([
    [
      'What is the average temperature in zone 4?',
      'SELECT avg(mean_temperature_f) AS avg_mean_temperature_f FROM gales AS t WHERE zone = 4',
    ],
    [
      'average wind speed of all harbours',
      'SELECT avg(mean_wind_speed) AS avg_mean_wind_speed FROM harbours AS h',
    ],
    [
      'average temperature by zone',
      'SELECT avg(mean_temperature_f) AS avg_mean_temperature_f, zone FROM gales AS t GROUP BY zone',
    ],
    [
      'Which countries have an average wind speed over 3?',
      'SELECT country FROM harbours AS h GROUP BY country HAVING avg(mean_wind_speed) > 3',
    ],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });
});
