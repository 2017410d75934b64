import { describe, expect, it } from 'vitest';
import { askedRows } from './asked-rows.test-data.ts';

const kennel = askedRows(
  `
  CREATE TABLE Vet (vet_id INTEGER PRIMARY KEY, Name TEXT NOT NULL, room INTEGER NOT NULL);
  CREATE TABLE Lodging (lodging_id INTEGER PRIMARY KEY, town TEXT NOT NULL, pavilion TEXT NOT NULL);
  CREATE TABLE Dog (dog_id INTEGER PRIMARY KEY, Name TEXT NOT NULL,
    Regular_Vet INTEGER NOT NULL REFERENCES Vet(vet_id),
    lodging_id INTEGER NOT NULL REFERENCES Lodging(lodging_id));
  CREATE TABLE Club (club_id INTEGER PRIMARY KEY, name TEXT NOT NULL);
  CREATE TABLE Handler (handler_id INTEGER PRIMARY KEY, first_name TEXT NOT NULL, last_name TEXT NOT NULL,
    club_id INTEGER NOT NULL REFERENCES Club(club_id));
  `,
  `
  INSERT INTO Vet VALUES (1, 'Dr Moss', 4), (2, 'Dr Reed', 5);
  INSERT INTO Lodging VALUES (1, 'Fenton', 'East'), (2, 'Garby', 'West');
  INSERT INTO Dog VALUES (1, 'Rex', 1, 1), (2, 'Fido', 2, 1), (3, 'Lassie', 1, 2);
  INSERT INTO Club VALUES (1, 'Paws United'), (2, 'Tails');
  INSERT INTO Handler VALUES (1, 'Uma', 'Voss', 2), (2, 'Wes', 'Yule', 2), (3, 'Xia', 'Zorn', 1);
  `,
);

describe('what each row belongs to, by its name', () => {
  it.each([
    ['For each dog, give the name of their regular vet.', ['Dr Moss', 'Dr Moss', 'Dr Reed']],
    ['What is the name of the regular vet of every dog?', ['Dr Moss', 'Dr Moss', 'Dr Reed']],
    ['In which town does each of the dogs live?', ['Fenton', 'Fenton', 'Garby']],
    ['In which pavilion does every dog live?', ['East', 'East', 'West']],
    [
      'For every handler, show the name of the club that he or she belongs to.',
      ['Paws United', 'Tails', 'Tails'],
    ],
    ['For each handler, show the name.', ['Uma Voss', 'Wes Yule', 'Xia Zorn']],
  ])('%s', (question, rows) => {
    const names = kennel.ask(question).map((row) => row.map(String).join(' '));
    expect([...names].sort((a, b) => a.localeCompare(b))).toEqual(rows);
  });
});
