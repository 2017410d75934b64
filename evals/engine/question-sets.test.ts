import { describe, expect, it } from 'vitest';
import { askedRows } from './asked-rows.test-data.ts';

const library = askedRows(
  `
  CREATE TABLE members (member_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, joined_on DATE NOT NULL);
  CREATE TABLE copies (copy_id INTEGER PRIMARY KEY, shelf_no TEXT NOT NULL, genre TEXT NOT NULL);
  CREATE TABLE loans (loan_id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES members(member_id),
    copy_id INTEGER NOT NULL REFERENCES copies(copy_id),
    borrowed_on DATE NOT NULL, due_on DATE NOT NULL, returned_on DATE);
  CREATE TABLE complaints (complaint_id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES members(member_id), opened_on DATE NOT NULL);
  `,
  `
  INSERT INTO members VALUES (1, 'Ann', '2020-01-01'), (2, 'Ben', '2025-02-01'), (3, 'Cid', '2021-01-01'),
    (4, 'Dee', '2022-01-01');
  INSERT INTO copies VALUES (1, 'A-1', 'crime'), (2, 'A-2', 'poetry'), (3, 'B-7', 'poetry');
  INSERT INTO loans VALUES (1, 1, 1, '2024-11-01', '2024-12-01', '2024-11-20'),
    (2, 1, 2, '2025-03-01', '2025-04-01', NULL), (3, 2, 1, '2025-02-10', '2025-03-10', NULL),
    (4, 3, 1, '2024-05-01', '2024-06-01', '2024-05-05'), (5, 3, 1, '2024-08-01', '2024-09-01', '2024-08-05');
  INSERT INTO complaints VALUES (1, 1, '2025-01-01'), (2, 4, '2025-01-02');
  `,
);

describe('of all rows that something has, and of none', () => {
  it.each([
    ['Members without an overdue loan', ['Ann', 'Cid', 'Dee']],
    ['members who never borrowed poetry', ['Ben', 'Cid', 'Dee']],
    ['Members who have not borrowed anything for 3 months', ['Cid', 'Dee']],
    ['members who only borrow crime', ['Ben', 'Cid']],
    ['members who opened a complaint', ['Ann', 'Dee']],
    ['members who opened a complaint but never borrowed crime', ['Dee']],
    ['members with a loan this year but none last year', ['Ben']],
    ['members who borrowed every genre', ['Ann']],
    ['members who have borrowed all copies of crime', ['Ann', 'Ben', 'Cid']],
    ['members who borrowed both crime and poetry', ['Ann']],
  ])('%s', (question, rows) => {
    const names = library.ask(question).map(([name]) => String(name));
    expect(names.toSorted((a, b) => a.localeCompare(b))).toEqual(rows);
  });

  it.each([
    ['which member borrowed most often', [['Ann']]],
    ["Ben's overdue loans", [[3]]],
  ])('%s', (question, rows) => {
    expect(library.ask(question).slice(0, 1)).toEqual(rows);
  });

  it('shows rows without a name by their number', () => {
    expect(library.ask('copies nobody has borrowed')).toEqual([['B-7']]);
  });
});
