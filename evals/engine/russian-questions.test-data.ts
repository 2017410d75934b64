import type { KnownValue } from '@ai-etl/planner';
import { readDdl } from '../ddl/read-ddl.ts';

type Held = readonly [table: string, column: string, ...values: string[]];

/** A schema that questions are asked about, with values that its data hold. */
function schemaOf(ddl: string, held: readonly Held[]) {
  const schema = readDdl(ddl);
  const values = held.flatMap(([table, column, ...list]) =>
    list.map((value): KnownValue => ({
      schema: schema.defaultSchema,
      table,
      column,
      value,
      words: value.toLowerCase(),
    })),
  );
  return { schema, values };
}

export const shop = schemaOf(
  `
  CREATE TABLE customers (customer_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, email TEXT,
    city TEXT NOT NULL, country TEXT NOT NULL, birth_date DATE, registered_at TIMESTAMP NOT NULL);
  CREATE TABLE categories (category_id INTEGER PRIMARY KEY, name TEXT NOT NULL);
  CREATE TABLE products (product_id INTEGER PRIMARY KEY, title TEXT NOT NULL,
    category_id INTEGER NOT NULL REFERENCES categories(category_id), brand TEXT,
    price NUMERIC(10,2) NOT NULL, weight_kg NUMERIC(8,3), stock_quantity INTEGER NOT NULL);
  CREATE TABLE employees (employee_id INTEGER PRIMARY KEY, first_name TEXT NOT NULL,
    last_name TEXT NOT NULL, job_title TEXT NOT NULL, salary NUMERIC(10,2) NOT NULL, hired_on DATE NOT NULL);
  CREATE TABLE orders (order_id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers(customer_id),
    employee_id INTEGER REFERENCES employees(employee_id), ordered_at TIMESTAMP NOT NULL,
    status TEXT NOT NULL, total_amount NUMERIC(12,2) NOT NULL, payment_method TEXT NOT NULL);
  CREATE TABLE order_items (order_id INTEGER NOT NULL REFERENCES orders(order_id),
    product_id INTEGER NOT NULL REFERENCES products(product_id), quantity INTEGER NOT NULL,
    PRIMARY KEY (order_id, product_id));
  `,
  [
    ['customers', 'city', 'Riga', 'Moscow', 'Berlin', 'Oslo'],
    ['customers', 'country', 'Latvia', 'Germany', 'Russia', 'Norway'],
    ['categories', 'name', 'Electronics', 'Books', 'Toys'],
    ['products', 'brand', 'Bosch', 'Lego'],
    ['orders', 'status', 'new', 'paid', 'shipped', 'cancelled'],
    ['orders', 'payment_method', 'card', 'cash'],
  ],
);

export const clinic = schemaOf(
  `
  CREATE TABLE departments (id INTEGER PRIMARY KEY, name TEXT NOT NULL, floor INTEGER NOT NULL);
  CREATE TABLE doctors (id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, specialty TEXT NOT NULL,
    experience_years INTEGER NOT NULL, department_id INTEGER NOT NULL REFERENCES departments(id));
  CREATE TABLE patients (id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, gender TEXT NOT NULL,
    birth_date DATE NOT NULL, phone TEXT, city TEXT NOT NULL);
  CREATE TABLE appointments (id INTEGER PRIMARY KEY,
    patient_id INTEGER NOT NULL REFERENCES patients(id),
    doctor_id INTEGER NOT NULL REFERENCES doctors(id), scheduled_at TIMESTAMP NOT NULL,
    duration_minutes INTEGER NOT NULL, status TEXT NOT NULL, fee NUMERIC(10,2) NOT NULL);
  CREATE TABLE prescriptions (id INTEGER PRIMARY KEY,
    appointment_id INTEGER NOT NULL REFERENCES appointments(id), drug TEXT NOT NULL,
    dose_mg INTEGER NOT NULL);
  `,
  [
    ['doctors', 'specialty', 'surgeon', 'cardiologist', 'dentist'],
    ['departments', 'name', 'Surgery', 'Cardiology'],
    ['patients', 'gender', 'F', 'M'],
    ['patients', 'city', 'Kazan', 'Tula', 'Saint Petersburg'],
    ['appointments', 'status', 'scheduled', 'completed', 'cancelled'],
    ['prescriptions', 'drug', 'Aspirin', 'Ibuprofen'],
  ],
);

/** Names in Russian, and in Latin letters. */
export const ledger = schemaOf(
  `
  CREATE TABLE клиенты (id INTEGER PRIMARY KEY, название TEXT NOT NULL, город TEXT NOT NULL);
  CREATE TABLE договоры (id INTEGER PRIMARY KEY,
    клиент_id INTEGER NOT NULL REFERENCES клиенты(id), номер TEXT NOT NULL,
    сумма NUMERIC(12,2) NOT NULL, статус TEXT NOT NULL);
  CREATE TABLE tovary (id INTEGER PRIMARY KEY, naimenovanie TEXT NOT NULL,
    cena NUMERIC(10,2) NOT NULL, kategoriya TEXT NOT NULL);
  CREATE TABLE prodazhi (id INTEGER PRIMARY KEY, tovar_id INTEGER NOT NULL REFERENCES tovary(id),
    kolichestvo INTEGER NOT NULL, summa NUMERIC(10,2) NOT NULL);
  `,
  [
    ['клиенты', 'город', 'Москва', 'Рига', 'Нижний Новгород'],
    ['договоры', 'статус', 'действует', 'расторгнут'],
    ['tovary', 'kategoriya', 'Одежда', 'Обувь'],
  ],
);
