import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { answerOf } = askedSql(
  `
  CREATE TABLE branches (branch_id INTEGER PRIMARY KEY, branch_name VARCHAR(40) NOT NULL, town VARCHAR(30) NOT NULL);
  CREATE TABLE books (book_id INTEGER PRIMARY KEY, title VARCHAR(80) NOT NULL, author VARCHAR(60) NOT NULL,
    genre VARCHAR(20) NOT NULL, price NUMERIC(7,2) NOT NULL);
  CREATE TABLE copies (copy_id INTEGER PRIMARY KEY, book_id INTEGER NOT NULL REFERENCES books(book_id),
    branch_id INTEGER NOT NULL REFERENCES branches(branch_id));
  CREATE TABLE readers (reader_id INTEGER PRIMARY KEY, first_name VARCHAR(60) NOT NULL,
    last_name VARCHAR(60) NOT NULL, email VARCHAR(80), card_no VARCHAR(12) NOT NULL);
  CREATE TABLE loans (loan_id INTEGER PRIMARY KEY, copy_id INTEGER NOT NULL REFERENCES copies(copy_id),
    reader_id INTEGER NOT NULL REFERENCES readers(reader_id), lent_on DATE NOT NULL, due_on DATE NOT NULL,
    returned_on DATE);
  CREATE TABLE fines (fine_id INTEGER PRIMARY KEY, loan_id INTEGER NOT NULL REFERENCES loans(loan_id),
    amount NUMERIC(7,2) NOT NULL, issued_on DATE NOT NULL, paid_on DATE);
`,
  { held: [['books', 'genre', 'crime']] },
);

describe('columns that are listed', () => {
  it.each([
    [
      'crime books with author and price',
      "SELECT title, author, price FROM books AS b WHERE genre = 'crime'",
    ],
    ['books: title, author', 'SELECT title, author FROM books AS b'],
    [
      'loans with reader and due date',
      'SELECT l.loan_id, r.first_name, r.last_name, l.due_on FROM loans AS l INNER JOIN readers AS r ON l.reader_id = r.reader_id',
    ],
    [
      'loan number, reader and due date of all loans',
      'SELECT l.loan_id, r.first_name, r.last_name, l.due_on FROM loans AS l INNER JOIN readers AS r ON l.reader_id = r.reader_id',
    ],
    [
      'list the readers, their emails and card numbers',
      'SELECT first_name, last_name, email, card_no FROM readers AS r',
    ],
    [
      'largest fine: its number and amount',
      'SELECT fine_id, amount FROM fines AS f ORDER BY amount DESC LIMIT 1',
    ],
    [
      'unpaid fines with amount and issue date, largest first',
      'SELECT fine_id, amount, issued_on FROM fines AS f WHERE paid_on IS NULL ORDER BY amount DESC',
    ],
    [
      'open loans, oldest due date first',
      'SELECT loan_id, due_on FROM loans AS l WHERE returned_on IS NULL ORDER BY due_on',
    ],
    ['книги с автором и ценой', 'SELECT title, author, price FROM books AS b'],
    // What follows "with" is a condition elsewhere.
    ['books with genre crime', "SELECT title FROM books AS b WHERE genre = 'crime'"],
    ['books with a price above 20', 'SELECT title FROM books AS b WHERE price > 20'],
    [
      'readers with loans',
      'SELECT r.first_name, r.last_name FROM readers AS r WHERE EXISTS (SELECT 1 FROM loans AS l WHERE l.reader_id = r.reader_id)',
    ],
    [
      'fines per branch: how many and how much',
      'SELECT count(*) AS count, sum(f.amount) AS sum_amount, b.branch_name FROM fines AS f INNER JOIN loans AS l ON f.loan_id = l.loan_id INNER JOIN copies AS c ON l.copy_id = c.copy_id INNER JOIN branches AS b ON c.branch_id = b.branch_id GROUP BY b.branch_id, b.branch_name',
    ],
  ])('%s', async (question, sql) => {
    expect(await answerOf(question)).toBe(sql);
  });

  it('counts rows of several tables for each of a group', async () => {
    const sql = await answerOf('For each branch: copies and loans');
    expect(sql).toContain('coalesce(part_1.copies_count, 0) AS copies_count');
    expect(sql).toContain('coalesce(part_2.loans_count, 0) AS loans_count');
  });
});
