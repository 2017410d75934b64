import { DatabaseSync } from 'node:sqlite';
import { compileQuery } from '@ai-etl/compile';
import type { GlossaryTerm } from '@ai-etl/core';
import { makeQuestionReader, type KnownValue } from '@ai-etl/planner';
import { readDdl } from '../ddl/read-ddl.ts';

/** A row as its values, in the order of the columns. */
export type AskedRow = readonly (string | number | null)[];

/** A small database that answers questions with rows. */
export interface AskedRows {
  /** Rows of the best reading, as it orders them. */
  readonly ask: (question: string) => readonly AskedRow[];
}

const now = '2025-03-20T12:00:00Z';

/** Loads a schema and its rows into memory; every text that is held counts as known to the reader. */
export function askedRows(
  ddl: string,
  data: string,
  glossary: readonly GlossaryTerm[] = [],
): AskedRows {
  const database = new DatabaseSync(':memory:');
  database.exec(ddl);
  database.exec(data);
  const schema = readDdl(ddl);
  const rows = (sql: string): readonly AskedRow[] =>
    database
      .prepare(sql)
      .all()
      .map((row) => Object.values(row).map(cell));
  const values = schema.tables.flatMap((table) =>
    table.columns
      .filter(({ type }) => type.kind === 'text')
      .flatMap(({ name }) =>
        rows(`SELECT DISTINCT ${name} FROM ${table.object.name} WHERE ${name} IS NOT NULL`).map(
          ([value]): KnownValue => ({
            schema: schema.defaultSchema,
            table: table.object.name,
            column: name,
            value: String(value),
            words: String(value).toLowerCase(),
          }),
        ),
      ),
  );
  const reader = makeQuestionReader(schema, values, glossary);
  return {
    ask: (question) => {
      const [best] = reader.read(question);
      if (best === undefined) return [];
      const printed = compileQuery(best.query, { dialect: 'sqlite', now, timezone: 'UTC' });
      return 'sql' in printed ? rows(printed.sql) : [[JSON.stringify(printed.diagnostics)]];
    },
  };
}

function cell(value: unknown): string | number | null {
  if (typeof value === 'number') return Math.round(value * 1e4) / 1e4;
  return typeof value === 'string' ? value : null;
}

/** Orders of a shop, by customers of regions and tiers. */
export const shop = askedRows(
  `
  CREATE TABLE categories (category_id INTEGER PRIMARY KEY, name TEXT NOT NULL);
  CREATE TABLE products (product_id INTEGER PRIMARY KEY, title TEXT NOT NULL,
    category_id INTEGER NOT NULL REFERENCES categories(category_id), price REAL NOT NULL,
    stock INTEGER NOT NULL);
  CREATE TABLE customers (customer_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL,
    region TEXT NOT NULL, tier TEXT NOT NULL, email TEXT, joined_on DATE NOT NULL);
  CREATE TABLE orders (order_id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers(customer_id), status TEXT NOT NULL,
    ordered_on DATE NOT NULL, amount REAL NOT NULL, discount REAL NOT NULL);
  CREATE TABLE order_items (order_item_id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders(order_id),
    product_id INTEGER NOT NULL REFERENCES products(product_id), quantity INTEGER NOT NULL,
    unit_price REAL NOT NULL);
  CREATE TABLE reviews (review_id INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL REFERENCES products(product_id),
    customer_id INTEGER NOT NULL REFERENCES customers(customer_id), stars INTEGER,
    written_on DATE NOT NULL);
  `,
  `
  INSERT INTO categories VALUES (1, 'Toys'), (2, 'Garden');
  INSERT INTO products VALUES (1, 'Kite', 1, 20, 5), (2, 'Robot', 1, 50, 2), (3, 'Shovel', 2, 15, 10),
    (4, 'Hose', 2, 30, 4), (5, 'Puzzle', 1, 10, 8);
  INSERT INTO customers VALUES (1, 'Ann', 'North', 'premium', 'ann@x.io', '2024-01-05'),
    (2, 'Ben', 'North', 'basic', NULL, '2024-03-01'),
    (3, 'Cid', 'South', 'basic', 'cid@x.io', '2024-02-10'),
    (4, 'Dee', 'South', 'premium', NULL, '2024-06-01');
  INSERT INTO orders VALUES (1, 1, 'completed', '2025-01-10', 100, 10),
    (2, 1, 'completed', '2025-02-11', 60, 0), (3, 1, 'cancelled', '2025-03-05', 40, 5),
    (4, 2, 'completed', '2025-01-20', 30, 0), (5, 3, 'pending', '2025-02-02', 80, 20),
    (6, 3, 'completed', '2025-03-15', 20, 0);
  INSERT INTO order_items VALUES (1, 1, 1, 1, 20), (2, 1, 2, 1, 50), (3, 1, 4, 1, 30),
    (4, 2, 2, 1, 50), (5, 2, 5, 1, 10), (6, 3, 1, 2, 20), (7, 4, 3, 2, 15), (8, 5, 2, 1, 50),
    (9, 5, 4, 1, 30), (10, 6, 1, 1, 20);
  INSERT INTO reviews VALUES (1, 1, 1, 5, '2025-01-15'), (2, 2, 1, 3, '2025-02-20'),
    (3, 2, 3, 2, '2025-02-10'), (4, 1, 3, 4, '2025-03-20'), (5, 3, 2, NULL, '2025-02-01');
  `,
);

/** Appointments of a clinic. */
export const clinic = askedRows(
  `
  CREATE TABLE departments (department_id INTEGER PRIMARY KEY, name TEXT NOT NULL,
    floor INTEGER NOT NULL);
  CREATE TABLE doctors (doctor_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL,
    department_id INTEGER NOT NULL REFERENCES departments(department_id), salary REAL NOT NULL,
    hired_on DATE NOT NULL);
  CREATE TABLE patients (patient_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL,
    gender TEXT NOT NULL, city TEXT NOT NULL, birth_date DATE NOT NULL);
  CREATE TABLE appointments (appointment_id INTEGER PRIMARY KEY,
    doctor_id INTEGER NOT NULL REFERENCES doctors(doctor_id),
    patient_id INTEGER NOT NULL REFERENCES patients(patient_id), scheduled_on DATE NOT NULL,
    status TEXT NOT NULL, fee REAL NOT NULL, duration_minutes INTEGER NOT NULL);
  CREATE TABLE prescriptions (prescription_id INTEGER PRIMARY KEY,
    patient_id INTEGER NOT NULL REFERENCES patients(patient_id), drug TEXT NOT NULL,
    dosage_mg REAL NOT NULL, prescribed_on DATE NOT NULL);
  `,
  `
  INSERT INTO departments VALUES (1, 'Cardiology', 2), (2, 'Oncology', 3);
  INSERT INTO doctors VALUES (1, 'Ada', 1, 9000, '2015-01-01'), (2, 'Bo', 1, 7000, '2018-01-01'),
    (3, 'Cy', 2, 8000, '2012-05-01');
  INSERT INTO patients VALUES (1, 'Pia', 'female', 'Lyon', '1980-01-01'),
    (2, 'Quin', 'male', 'Lyon', '1990-01-01'), (3, 'Rae', 'female', 'Nice', '1970-01-01'),
    (4, 'Sol', 'male', 'Nice', '2000-01-01');
  INSERT INTO appointments VALUES (1, 1, 1, '2025-01-02', 'completed', 100, 30),
    (2, 1, 1, '2025-01-20', 'completed', 50, 20), (3, 1, 2, '2025-02-01', 'no-show', 80, 60),
    (4, 2, 3, '2025-02-03', 'completed', 120, 45), (5, 3, 1, '2025-03-01', 'completed', 60, 15);
  INSERT INTO prescriptions VALUES (1, 1, 'Aspirin', 100, '2025-01-02'),
    (2, 1, 'Ibuprofen', 200, '2025-01-20'), (3, 2, 'Aspirin', 100, '2025-02-01'),
    (4, 3, 'Ibuprofen', 400, '2025-02-03');
  `,
);
