import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const museum = askedSql(
  `
  CREATE TABLE schools (school_id INTEGER PRIMARY KEY, school_name TEXT NOT NULL, founded INTEGER NOT NULL);
  CREATE TABLE painters (painter_id INTEGER PRIMARY KEY, first_name TEXT NOT NULL, last_name TEXT NOT NULL,
    birth_year INTEGER, school_id INTEGER NOT NULL REFERENCES schools);
  CREATE TABLE halls (hall_id INTEGER PRIMARY KEY, hall_name TEXT NOT NULL, seats INTEGER NOT NULL);
  CREATE TABLE pictures (picture_id INTEGER PRIMARY KEY, title TEXT NOT NULL, technique TEXT NOT NULL,
    year INTEGER, price NUMERIC(9,2), painter_id INTEGER NOT NULL REFERENCES painters,
    hall_id INTEGER NOT NULL REFERENCES halls);
  `,
  { held: [['painters', 'last_name', 'Moss']] },
);

describe('columns of rows, and what each row belongs to', () => {
  const hung = 'FROM pictures AS p INNER JOIN halls AS h ON p.hall_id = h.hall_id';
  const taught = 'FROM painters AS p INNER JOIN schools AS s ON p.school_id = s.school_id';
  it.each([
    [
      'Show the title of each picture and the hall that has it',
      `SELECT p.title, h.hall_name ${hung}`,
    ],
    [
      'Show the titles of the pictures and the halls they hang in',
      `SELECT p.title, h.hall_name ${hung}`,
    ],
    [
      "For every picture, list its title along with the hall's name",
      `SELECT p.title, h.hall_name ${hung}`,
    ],
    [
      'What is the title of each picture and which hall is it in?',
      `SELECT p.title, h.hall_name ${hung}`,
    ],
    [
      'For each painter, give the first name, last name and school name',
      `SELECT p.first_name, p.last_name, s.school_name ${taught}`,
    ],
    [
      'the full name of each painter and the name of the school they belong to',
      `SELECT p.first_name, p.last_name, s.school_name ${taught}`,
    ],
    [
      'the average price of each hall and technique',
      `SELECT avg(p.price) AS avg_price, h.hall_name, p.technique ${hung} GROUP BY h.hall_id, h.hall_name, p.technique`,
    ],
  ])('%s', (question, sql) => {
    expect(museum.sqlOf(question)).toBe(sql);
  });
});

describe('one of the two names of a person', () => {
  const residents = askedSql(
    'CREATE TABLE residents (resident_id INTEGER PRIMARY KEY, given_name TEXT, family_name TEXT, age INTEGER);',
  );
  it.each([
    ['family names of the painters', 'SELECT last_name FROM painters AS p'],
    ['Show the surname of each painter', 'SELECT last_name FROM painters AS p'],
    [
      'How many painters have the family name Moss?',
      "SELECT count(*) AS painters_count FROM painters AS p WHERE last_name = 'Moss'",
    ],
  ])('%s', (question, sql) => {
    expect(museum.sqlOf(question)).toBe(sql);
  });

  it('is found under its other name', () => {
    expect(residents.sqlOf('last names of the residents')).toBe(
      'SELECT family_name FROM residents AS r',
    );
    expect(residents.sqlOf('surname and age of residents')).toBe(
      'SELECT family_name, age FROM residents AS r',
    );
    expect(residents.sqlOf('list all residents')).toBe(
      'SELECT given_name, family_name FROM residents AS r',
    );
  });
});

describe('kinds and codes', () => {
  const cafes = askedSql(
    `
    CREATE TABLE cafes (cafe_id INTEGER PRIMARY KEY, cafe_name TEXT NOT NULL, roast TEXT NOT NULL, stars INTEGER);
    CREATE TABLE drinks (drink_id INTEGER PRIMARY KEY, drink_name TEXT NOT NULL, type TEXT NOT NULL,
      cafe_id INTEGER NOT NULL REFERENCES cafes);
    CREATE TABLE ref_order_states (state_code TEXT PRIMARY KEY, state_description TEXT NOT NULL);
    CREATE TABLE orders (order_id INTEGER PRIMARY KEY, cafe_id INTEGER NOT NULL REFERENCES cafes,
      state_code TEXT NOT NULL REFERENCES ref_order_states, weight INTEGER);
    `,
    {
      held: [
        ['ref_order_states', 'state_code', 'LST'],
        ['orders', 'state_code', 'LST'],
        ['ref_order_states', 'state_description', 'Lost'],
      ],
    },
  );
  const states = 'FROM ref_order_states AS ros WHERE';
  it.each([
    [
      'Show the name and type of roast for each cafe with three stars',
      'SELECT cafe_name, roast FROM cafes AS c WHERE stars = 3',
    ],
    ['Return all the distinct kinds of roast', 'SELECT DISTINCT roast FROM cafes AS c'],
    ['types of drinks', 'SELECT DISTINCT type FROM drinks AS d'],
    ['What does the code LST stand for?', `SELECT state_description ${states} state_code = 'LST'`],
    ['What does LST mean?', `SELECT state_description ${states} state_code = 'LST'`],
    [
      'What is the state code for lost orders?',
      `SELECT state_code ${states} state_description = 'Lost'`,
    ],
    ['What is the mean weight of orders?', 'SELECT avg(weight) AS avg_weight FROM orders AS o'],
  ])('%s', (question, sql) => {
    expect(cafes.sqlOf(question)).toBe(sql);
  });
});

describe('a number with a column behind it', () => {
  it.each([
    [
      'pictures painted before 1900 with more than 200 seats',
      'SELECT p.title FROM pictures AS p INNER JOIN halls AS h ON p.hall_id = h.hall_id WHERE p.year < 1900 AND h.seats > 200',
    ],
    [
      'pictures with a price above 20 and below 50',
      'SELECT title FROM pictures AS p WHERE price > 20 AND price < 50',
    ],
  ])('%s', (question, sql) => {
    expect(museum.sqlOf(question)).toBe(sql);
  });
});

describe('nothing is shown that was not asked for', () => {
  const clubs = askedSql(
    `
    CREATE TABLE clubs (club_id INTEGER PRIMARY KEY, club_name TEXT NOT NULL, num_of_members INTEGER);
    CREATE TABLE players (player_id INTEGER PRIMARY KEY, first_name TEXT NOT NULL, last_name TEXT NOT NULL,
      monthly_pay INTEGER, birth_date DATE, is_active BOOLEAN, club_id INTEGER NOT NULL REFERENCES clubs);
    CREATE TABLE drills (drill_id INTEGER PRIMARY KEY, drill_name TEXT NOT NULL, points INTEGER, warming_minutes INTEGER);
    `,
    { held: [['clubs', 'club_name', 'Rovers']] },
  );
  it.each([
    [
      'Find the last names of the members of the club Rovers',
      "SELECT p.last_name FROM players AS p INNER JOIN clubs AS c ON p.club_id = c.club_id WHERE c.club_name = 'Rovers'",
    ],
    [
      'When was the youngest player born and what is his or her last name?',
      'SELECT birth_date, last_name FROM players AS p ORDER BY birth_date DESC NULLS LAST LIMIT 1',
    ],
    [
      'last names of the players with a pay below 2000 a month',
      'SELECT last_name FROM players AS p WHERE monthly_pay < 2000',
    ],
    [
      'players with a pay of more than 2000 per month',
      'SELECT first_name, last_name FROM players AS p WHERE monthly_pay > 2000',
    ],
    [
      'What are the names of the drills worth 4 points?',
      'SELECT drill_name FROM drills AS d WHERE points = 4',
    ],
    [
      'Which drills need between 5 and 10 minutes to warm?',
      'SELECT drill_name FROM drills AS d WHERE warming_minutes >= 5 AND warming_minutes <= 10',
    ],
    [
      'Which drills are worth 4 points, and what are their minutes?',
      'SELECT drill_name, warming_minutes FROM drills AS d WHERE points = 4',
    ],
  ])('%s', (question, sql) => {
    expect(clubs.sqlOf(question)).toBe(sql);
  });
});

describe('what was said to be shown is shown', () => {
  it.each([
    [
      'When was each painter born? Give the first name, last name and birth year.',
      'SELECT first_name, last_name, birth_year FROM painters AS p',
    ],
    [
      'Show the titles and prices of the pictures of at least 500',
      'SELECT title, price FROM pictures AS p WHERE price >= 500',
    ],
    [
      'How much does each picture cost? Show the title and the price.',
      'SELECT title, price FROM pictures AS p',
    ],
  ])('%s', (question, sql) => {
    expect(museum.sqlOf(question)).toBe(sql);
  });
});
