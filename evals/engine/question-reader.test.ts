import { makeQuestionReader } from '@ai-etl/planner';
import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const ddl = `
  CREATE TABLE author (author_id INTEGER PRIMARY KEY, first_name TEXT NOT NULL,
    last_name TEXT NOT NULL, country TEXT NOT NULL, birth_date DATE);
  CREATE TABLE book (book_id INTEGER PRIMARY KEY, title TEXT NOT NULL,
    author_id INTEGER NOT NULL REFERENCES author(author_id), genre TEXT NOT NULL,
    price REAL NOT NULL, pages INTEGER NOT NULL, published_year INTEGER NOT NULL);
  CREATE TABLE member (member_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL,
    city TEXT NOT NULL, age INTEGER NOT NULL);
  CREATE TABLE loan (loan_id INTEGER PRIMARY KEY, book_id INTEGER NOT NULL REFERENCES book(book_id),
    member_id INTEGER NOT NULL REFERENCES member(member_id), loaned_on DATE NOT NULL, returned_on DATE);
`;

const held = [
  ['book', 'genre', 'Crime'],
  ['book', 'genre', 'Poetry'],
  ['book', 'title', 'The Long Winter'],
  ['member', 'city', 'Oslo'],
  ['member', 'city', 'Bergen'],
  ['author', 'country', 'Norway'],
  ['author', 'country', 'Japan'],
] as const;
const { schema, values, reader, sqlOf } = askedSql(ddl, { held, dialect: 'sqlite' });

describe('a question becomes a query', () => {
  it.each([
    ['How many books are there?', 'SELECT count(*) AS book_count FROM book AS b'],
    ['List the titles of all books.', 'SELECT title FROM book AS b'],
    [
      'What are the titles and prices of crime books?',
      "SELECT title, price FROM book AS b WHERE genre = 'Crime'",
    ],
    [
      'What is the average price of books in the Poetry genre?',
      "SELECT avg(price) AS avg_price FROM book AS b WHERE genre = 'Poetry'",
    ],
    [
      'How many books does each author have?',
      'SELECT count(*) AS book_count, a.first_name, a.last_name FROM book AS b INNER JOIN author AS a ON b.author_id = a.author_id GROUP BY a.author_id, a.first_name, a.last_name',
    ],
    [
      'For each genre, show the number of books and the highest price.',
      'SELECT genre, count(*) AS book_count, max(price) AS max_price FROM book AS b GROUP BY genre',
    ],
    [
      'Which member has the most loans?',
      'SELECT m.full_name FROM loan AS l INNER JOIN member AS m ON l.member_id = m.member_id GROUP BY m.member_id, m.full_name ORDER BY count(*) DESC LIMIT 1',
    ],
    [
      'What are the three most expensive books?',
      'SELECT title FROM book AS b ORDER BY price DESC LIMIT 3',
    ],
    [
      'Titles of books with more than 300 pages, sorted by price in descending order',
      'SELECT title FROM book AS b WHERE pages > 300 ORDER BY price DESC',
    ],
    [
      'Names of members who are older than the average age',
      'SELECT full_name FROM member AS m WHERE age > (SELECT avg(age) AS value FROM member AS m)',
    ],
    [
      'Which cities have at least 5 members?',
      'SELECT city FROM member AS m GROUP BY city HAVING count(*) >= 5',
    ],
    [
      'What is the most common genre?',
      'SELECT genre FROM book AS b GROUP BY genre ORDER BY count(*) DESC LIMIT 1',
    ],
    [
      'Which genres have books that cost more than 20?',
      'SELECT genre FROM book AS b WHERE price > 20',
    ],
    [
      'Who are the members from Oslo that are 30 or older?',
      "SELECT full_name FROM member AS m WHERE city = 'Oslo' AND age >= 30",
    ],
    [
      'Find books published between 1990 and 2000.',
      'SELECT title FROM book AS b WHERE published_year BETWEEN 1990 AND 2000',
    ],
    [
      'Show the names of members whose city starts with B',
      "SELECT full_name FROM member AS m WHERE city LIKE 'B%'",
    ],
    ['What is the oldest member?', 'SELECT full_name FROM member AS m ORDER BY age DESC LIMIT 1'],
    [
      'How many different countries do authors come from?',
      'SELECT count(DISTINCT country) AS count_country FROM author AS a',
    ],
    [
      'Show the city and the average age of members for each city',
      'SELECT city, avg(age) AS avg_age FROM member AS m GROUP BY city',
    ],
    [
      'What are the ids of books that have not been loaned?',
      'SELECT b.book_id FROM book AS b WHERE NOT EXISTS (SELECT 1 FROM loan AS l WHERE l.book_id = b.book_id)',
    ],
    [
      'Show the titles of books by authors from Norway or Japan.',
      "SELECT b.title FROM book AS b INNER JOIN author AS a ON b.author_id = a.author_id WHERE a.country IN ('Norway', 'Japan')",
    ],
    [
      'Which members are not from Bergen?',
      "SELECT full_name FROM member AS m WHERE city <> 'Bergen'",
    ],
    [
      'What are the minimum, maximum and average price of books?',
      'SELECT min(price) AS min_price, max(price) AS max_price, avg(price) AS avg_price FROM book AS b',
    ],
    [
      'Show all information about books in the Crime genre.',
      "SELECT book_id, title, author_id, genre, price, pages, published_year FROM book AS b WHERE genre = 'Crime'",
    ],
    [
      'Which genres have both books with more than 500 pages and books with fewer than 100 pages?',
      'SELECT genre FROM book AS b WHERE pages > 500 INTERSECT SELECT genre FROM book AS b WHERE pages < 100',
    ],
    [
      'How many members are 18 years old?',
      'SELECT count(*) AS member_count FROM member AS m WHERE age = 18',
    ],
  ])('%s', (question, sql) => {
    expect(sqlOf(question)).toBe(sql);
  });
});

it('tells the words that nothing explains', () => {
  const [best] = reader.read('How many books about quantum gravity are there?');
  expect(best?.unread.map(({ text }) => text)).toEqual(['quantum', 'gravity']);
});

it('answers nothing where there is nothing to ask about', () => {
  expect(makeQuestionReader({ defaultSchema: 'main', tables: [] }).read('How many books?')).toEqual(
    [],
  );
});

it('reads the same question the same way', () => {
  const question = 'Which member has the most loans?';
  expect(reader.read(question)).toEqual(makeQuestionReader(schema, values).read(question));
});
