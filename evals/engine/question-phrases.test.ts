import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf } = askedSql(`
  CREATE TABLE agencies (agency_id INTEGER PRIMARY KEY, agency_name VARCHAR(60) NOT NULL);
  CREATE TABLE guests (guest_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL,
    agency_id INTEGER REFERENCES agencies(agency_id), -- NULL: booked with us directly
    email VARCHAR(80), -- NULL when not given
    pays_later BOOLEAN NOT NULL, -- settles the bill after the stay
    joined_on DATE NOT NULL);
  CREATE TABLE rooms (room_id INTEGER PRIMARY KEY, room_no VARCHAR(10) NOT NULL,
    north BOOLEAN NOT NULL, -- TRUE: looks out on the sea
    carpet BOOLEAN NOT NULL -- FALSE: bare wooden floor
  );
  CREATE TABLE stays (stay_id INTEGER PRIMARY KEY, guest_id INTEGER NOT NULL REFERENCES guests(guest_id),
    room_id INTEGER NOT NULL REFERENCES rooms(room_id), booked_at TIMESTAMP NOT NULL,
    checked_in_at TIMESTAMP, -- NULL until the guest turns up
    key_back_at TIMESTAMP -- NULL: never handed in at the desk
  );
  CREATE TABLE complaints (complaint_id INTEGER PRIMARY KEY, stay_id INTEGER NOT NULL REFERENCES stays(stay_id),
    filed_at TIMESTAMP NOT NULL, reply_at TIMESTAMP -- NULL while in the back office
  );
`);

/** What follows WHERE. */
const conditionOf = (question: string) => sqlOf(question).split(' WHERE ').slice(1).join(' WHERE ');

describe('states are said in the words of comments', () => {
  it.each([
    ['guests who booked directly', 'agency_id IS NULL'],
    ['How many guests booked with us directly?', 'agency_id IS NULL'],
    ['guests whose email was not given', 'email IS NULL'],
    ['guests who settle the bill after the stay', 'pays_later'],
    ['rooms that look out on the sea', 'north'],
    ['rooms looking out on the sea', 'north'],
    ['rooms with a bare wooden floor', 'NOT carpet'],
    ['stays where the guest turned up', 'checked_in_at IS NOT NULL'],
    ['stays where the guest did not turn up', 'checked_in_at IS NULL'],
    ['stays with keys never handed in', 'key_back_at IS NULL'],
    ['complaints that are still in the back office', 'reply_at IS NULL'],
    ['complaints waiting for a reply', 'reply_at IS NULL'],
    ['How many complaints are still awaiting a reply?', 'reply_at IS NULL'],
  ])('%s', (question, condition) => {
    expect(conditionOf(question)).toBe(condition);
  });

  it('takes one word of a longer phrase for nothing', () => {
    expect(sqlOf('stays per guest')).not.toContain('checked_in_at');
    expect(sqlOf('guests per floor')).not.toContain('carpet');
  });
});

describe('rows that came in', () => {
  it.each([
    [
      'complaints that came in last month',
      "filed_at >= TIMESTAMP '2025-12-01 00:00:00' AND filed_at < TIMESTAMP '2026-01-01 00:00:00'",
    ],
    [
      'replies that came in last month',
      "reply_at >= TIMESTAMP '2025-12-01 00:00:00' AND reply_at < TIMESTAMP '2026-01-01 00:00:00'",
    ],
  ])('%s', (question, condition) => {
    expect(conditionOf(question)).toBe(condition);
  });
});
