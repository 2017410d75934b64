import { compileQuery } from '@ai-etl/compile';
import { makeQuestionReader } from '@ai-etl/planner';
import { describe, expect, it } from 'vitest';
import { readDdl } from '../ddl/read-ddl.ts';

const schema = readDdl(`
  CREATE TABLE doctors (doctor_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL,
    hired_on DATE NOT NULL, resigned_on DATE);
  CREATE TABLE patients (patient_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL,
    phone VARCHAR(20), email VARCHAR(80), is_insured SMALLINT NOT NULL, is_blocked BOOLEAN NOT NULL,
    smoker CHAR(1) NOT NULL -- Y/N
  );
  CREATE TABLE admissions (admission_id INTEGER PRIMARY KEY,
    patient_id INTEGER NOT NULL REFERENCES patients(patient_id),
    doctor_id INTEGER REFERENCES doctors(doctor_id), ward VARCHAR(20) NOT NULL,
    admitted_at TIMESTAMP NOT NULL, discharged_at TIMESTAMP);
  CREATE TABLE invoices (invoice_id INTEGER PRIMARY KEY,
    patient_id INTEGER NOT NULL REFERENCES patients(patient_id), total NUMERIC(10,2) NOT NULL,
    due_date DATE NOT NULL, paid_on DATE);
  CREATE TABLE prescriptions (rx_id INTEGER PRIMARY KEY,
    patient_id INTEGER NOT NULL REFERENCES patients(patient_id), drug VARCHAR(40) NOT NULL,
    handed_out_on DATE, -- NULL until filled
    expires_on DATE NOT NULL,
    rating INTEGER -- 1..5, empty when not reviewed
  );
`);
const reader = makeQuestionReader(schema);
const options = { dialect: 'postgresql', now: '2026-01-01T00:00:00Z', timezone: 'UTC' } as const;

/** What follows WHERE. */
function conditionOf(question: string): string {
  const [best] = reader.read(question);
  if (best === undefined) return 'nothing';
  const printed = compileQuery(best.query, options);
  if (!('sql' in printed)) return JSON.stringify(printed);
  return printed.sql.replaceAll(/\s+/gu, ' ').split(' WHERE ').slice(1).join(' WHERE ');
}

describe('a word says how rows are without naming a column', () => {
  it.each([
    ['Which patients are blocked?', 'is_blocked'],
    ['Which patients are insured?', 'is_insured = 1'],
    ['How many uninsured patients are there?', 'is_insured = 0'],
    ['patients who are not smokers', "smoker = 'N'"],
    ['list the smokers', "smoker = 'Y'"],
    ['Which doctors have resigned?', 'resigned_on IS NOT NULL'],
    ['doctors who no longer work here', 'resigned_on IS NOT NULL'],
    ['doctors still employed', 'resigned_on IS NULL'],
    ['Number of open admissions', 'discharged_at IS NULL'],
    ['discharged admissions', 'discharged_at IS NOT NULL'],
    ['unpaid invoices', 'paid_on IS NULL'],
    ['How many invoices have not been paid yet?', 'paid_on IS NULL'],
    ['Which invoices are overdue?', "due_date < DATE '2026-01-01' AND paid_on IS NULL"],
    ['invoices paid on time', 'paid_on IS NOT NULL AND paid_on <= due_date'],
    ['patients without an email', 'email IS NULL'],
    [
      'Which patients do not have an email and are not insured?',
      'email IS NULL AND is_insured = 0',
    ],
    ['unfilled prescriptions', 'handed_out_on IS NULL'],
    ['prescriptions that were never reviewed', 'rating IS NULL'],
    ['expired prescriptions', "expires_on < DATE '2026-01-01'"],
    ['admissions nobody is assigned to', 'doctor_id IS NULL'],
    [
      'patients with unpaid invoices',
      'EXISTS ( SELECT 1 FROM invoices AS i WHERE i.patient_id = p.patient_id AND i.paid_on IS NULL )',
    ],
  ])('%s', (question, condition) => {
    expect(conditionOf(question)).toBe(condition);
  });
});
