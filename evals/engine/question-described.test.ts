import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const school = askedSql(
  `
  CREATE TABLE teachers (teacher_id INTEGER PRIMARY KEY, teacher_name VARCHAR(80) NOT NULL,
    coach_id INTEGER, -- experienced colleague, teachers.teacher_id
    school_id INTEGER NOT NULL REFERENCES schools(school_id));
  CREATE TABLE schools (school_id INTEGER PRIMARY KEY, school_name VARCHAR(60) NOT NULL,
    head_id INTEGER NOT NULL -- teachers.teacher_id, leads the school
  );
  CREATE TABLE classes (class_id INTEGER PRIMARY KEY, class_name VARCHAR(10) NOT NULL,
    lead_teacher_id INTEGER NOT NULL -- class teacher, teachers.teacher_id
  );
  CREATE TABLE pupils ( -- learners, past and present
    pupil_id INTEGER PRIMARY KEY, pupil_name VARCHAR(80) NOT NULL,
    class_id INTEGER NOT NULL REFERENCES classes(class_id),
    counselor_id INTEGER REFERENCES teachers(teacher_id), -- personal adviser
    par1 VARCHAR(80) NOT NULL -- legal guardian
  );
`,
  {
    held: [
      ['teachers', 'teacher_name', 'Paul Stein'],
      ['teachers', 'teacher_name', 'Ida Falk'],
      ['schools', 'school_name', 'Northgate'],
      ['classes', 'class_name', '7b'],
      ['pupils', 'pupil_name', 'Tom Lind'],
    ],
  },
);

describe('comments say what tables, columns and those that keys lead to are called', () => {
  it.each([
    [
      'Who is the class teacher of 7b?',
      "SELECT t.teacher_name FROM teachers AS t WHERE EXISTS ( SELECT 1 FROM classes AS c WHERE c.lead_teacher_id = t.teacher_id AND c.class_name = '7b' )",
    ],
    [
      "Tom Lind's adviser",
      "SELECT t.teacher_name FROM teachers AS t WHERE EXISTS ( SELECT 1 FROM pupils AS p WHERE p.counselor_id = t.teacher_id AND p.pupil_name = 'Tom Lind' )",
    ],
    [
      'Whose personal adviser is Ida Falk?',
      "SELECT p.pupil_name FROM pupils AS p INNER JOIN teachers AS t ON p.counselor_id = t.teacher_id WHERE t.teacher_name = 'Ida Falk'",
    ],
    [
      'pupils advised by Ida Falk',
      "SELECT p.pupil_name FROM pupils AS p INNER JOIN teachers AS t ON p.counselor_id = t.teacher_id WHERE t.teacher_name = 'Ida Falk'",
    ],
    ['How many learners are there?', 'SELECT count(*) AS pupils_count FROM pupils AS p'],
    [
      'legal guardian of Tom Lind',
      "SELECT DISTINCT par1 FROM pupils AS p WHERE pupil_name = 'Tom Lind'",
    ],
  ])('%s', (question, sql) => {
    expect(school.sqlOf(question)).toBe(sql);
  });
});

describe('keys name those who head others, or are above them', () => {
  const head =
    "SELECT t.teacher_name FROM teachers AS t WHERE EXISTS ( SELECT 1 FROM schools AS s WHERE s.head_id = t.teacher_id AND s.school_name = 'Northgate' )";
  const coach =
    "SELECT t.teacher_name FROM teachers AS t WHERE EXISTS ( SELECT 1 FROM teachers AS t2 WHERE t2.coach_id = t.teacher_id AND t2.teacher_name = 'Ida Falk' )";
  const coached =
    "SELECT t.teacher_name FROM teachers AS t INNER JOIN teachers AS t2 ON t.coach_id = t2.teacher_id WHERE t2.teacher_name = 'Paul Stein'";
  it.each([
    ['Who heads Northgate?', head],
    ['Who runs Northgate?', head],
    ['head of Northgate', head],
    ['coach of Ida Falk', coach],
    ["Who is Ida Falk's coach?", coach],
    ['Who coaches Ida Falk?', coach],
    ['Whose coach is Paul Stein?', coached],
    ['teachers coached by Paul Stein', coached],
    [
      'schools headed by Paul Stein',
      "SELECT s.school_name FROM schools AS s INNER JOIN teachers AS t ON s.head_id = t.teacher_id WHERE t.teacher_name = 'Paul Stein'",
    ],
    [
      'number of teachers per school',
      'SELECT count(*) AS teachers_count, s.school_name FROM teachers AS t INNER JOIN schools AS s ON t.school_id = s.school_id GROUP BY s.school_id, s.school_name',
    ],
  ])('%s', (question, sql) => {
    expect(school.sqlOf(question)).toBe(sql);
  });
});
