import { compileQuery } from '@ai-etl/compile';
import { makeQuestionReader } from '@ai-etl/planner';
import { describe, expect, it } from 'vitest';
import { clinic, ledger, shop } from './russian-questions.test-data.ts';

const options = { dialect: 'postgresql', now: '2026-01-01T00:00:00Z', timezone: 'UTC' } as const;

function asker({ schema, values }: typeof shop): (question: string) => string {
  const reader = makeQuestionReader(schema, values);
  return (question) => {
    const [best] = reader.read(question);
    if (best === undefined) return 'nothing';
    const printed = compileQuery(best.query, options);
    return 'sql' in printed ? printed.sql.replaceAll(/\s+/gu, ' ') : JSON.stringify(printed);
  };
}

describe('a Russian question about a shop with English names', () => {
  const ask = asker(shop);
  it.each([
    ['Сколько у нас клиентов?', 'SELECT count(*) AS customers_count FROM customers AS c'],
    [
      'Сколько заказов было отменено?',
      "SELECT count(*) AS orders_count FROM orders AS o WHERE status = 'cancelled'",
    ],
    ['Покажи названия и цены всех товаров', 'SELECT title, price FROM products AS p'],
    ['Какой самый дорогой товар?', 'SELECT title FROM products AS p ORDER BY price DESC LIMIT 1'],
    ['5 самых дешёвых товаров', 'SELECT title FROM products AS p ORDER BY price LIMIT 5'],
    ['Какова средняя цена товаров?', 'SELECT avg(price) AS avg_price FROM products AS p'],
    [
      'Сколько заказов у каждого клиента?',
      'SELECT count(*) AS orders_count, c.full_name FROM orders AS o INNER JOIN customers AS c ON o.customer_id = c.customer_id GROUP BY c.customer_id, c.full_name',
    ],
    [
      'У каких клиентов больше трёх заказов?',
      'SELECT c.full_name FROM orders AS o INNER JOIN customers AS c ON o.customer_id = c.customer_id GROUP BY c.customer_id, c.full_name HAVING count(*) > 3',
    ],
    [
      'Клиенты без заказов',
      'SELECT c.full_name FROM customers AS c WHERE NOT EXISTS (SELECT 1 FROM orders AS o WHERE o.customer_id = c.customer_id)',
    ],
    [
      'Какие товары ни разу не покупали?',
      'SELECT p.title FROM products AS p WHERE NOT EXISTS ( SELECT 1 FROM ( SELECT oi.product_id FROM order_items AS oi INNER JOIN orders AS o ON oi.order_id = o.order_id ) AS with_1 WHERE p.product_id = with_1.product_id )',
    ],
    ['Клиенты из Риги', "SELECT full_name FROM customers AS c WHERE city = 'Riga'"],
    ['Немецкие клиенты', "SELECT full_name FROM customers AS c WHERE country = 'Germany'"],
    [
      'Сколько клиентов живёт в Москве?',
      "SELECT count(*) AS customers_count FROM customers AS c WHERE city = 'Moscow'",
    ],
    ['Товары дороже 1000', 'SELECT title FROM products AS p WHERE price > 1000'],
    ['Товары с ценой от 10 до 20', 'SELECT title FROM products AS p WHERE price BETWEEN 10 AND 20'],
    [
      'Общая сумма заказов по странам',
      'SELECT sum(o.total_amount) AS sum_total_amount, c.country FROM orders AS o INNER JOIN customers AS c ON o.customer_id = c.customer_id GROUP BY c.country',
    ],
    [
      'Топ 3 категории по количеству товаров',
      'SELECT c.name FROM products AS p INNER JOIN categories AS c ON p.category_id = c.category_id GROUP BY c.category_id, c.name ORDER BY count(*) DESC LIMIT 3',
    ],
    [
      'Сотрудники с зарплатой выше средней',
      'SELECT first_name, last_name FROM employees AS e WHERE salary > (SELECT avg(salary) AS value FROM employees AS e)',
    ],
    [
      'Список сотрудников по убыванию зарплаты',
      'SELECT first_name, last_name FROM employees AS e ORDER BY salary DESC',
    ],
    [
      'Сколько разных стран у клиентов?',
      'SELECT count(DISTINCT country) AS count_country FROM customers AS c',
    ],
    [
      'Товары, название которых начинается на "A"',
      "SELECT title FROM products AS p WHERE title ILIKE 'A%'",
    ],
    [
      'Товары, название которых содержит "phone"',
      "SELECT title FROM products AS p WHERE title ILIKE '%phone%'",
    ],
    [
      'Максимальная и минимальная зарплата сотрудников',
      'SELECT max(salary) AS max_salary, min(salary) AS min_salary FROM employees AS e',
    ],
    [
      'Клиенты из Германии или Норвегии',
      "SELECT full_name FROM customers AS c WHERE country IN ('Germany', 'Norway')",
    ],
    ['Клиенты не из России', "SELECT full_name FROM customers AS c WHERE country <> 'Russia'"],
    [
      'Какой способ оплаты используют реже всего?',
      'SELECT payment_method FROM orders AS o GROUP BY payment_method ORDER BY count(*) LIMIT 1',
    ],
    [
      'Имена клиентов, которые сделали больше 10 заказов',
      'SELECT c.full_name FROM orders AS o INNER JOIN customers AS c ON o.customer_id = c.customer_id GROUP BY c.customer_id, c.full_name HAVING count(*) > 10',
    ],
    [
      'Какой сотрудник оформил больше всего заказов?',
      'SELECT e.first_name, e.last_name FROM orders AS o INNER JOIN employees AS e ON o.employee_id = e.employee_id GROUP BY e.employee_id, e.first_name, e.last_name ORDER BY count(*) DESC LIMIT 1',
    ],
    [
      'Сколько сотрудников на каждой должности?',
      'SELECT count(*) AS employees_count, job_title FROM employees AS e GROUP BY job_title',
    ],
    [
      'Средняя зарплата по должностям',
      'SELECT avg(salary) AS avg_salary, job_title FROM employees AS e GROUP BY job_title',
    ],
    ['Товары без бренда', 'SELECT title FROM products AS p WHERE brand IS NULL'],
    [
      'Сколько стоит самый лёгкий товар?',
      'SELECT price FROM products AS p ORDER BY weight_kg LIMIT 1',
    ],
    [
      'Клиенты, которые ничего не заказывали',
      'SELECT c.full_name FROM customers AS c WHERE NOT EXISTS (SELECT 1 FROM orders AS o WHERE o.customer_id = c.customer_id)',
    ],
    ['Какие товары весят больше 5 кг?', 'SELECT title FROM products AS p WHERE weight_kg > 5'],
    [
      'Имя, фамилия и должность сотрудников, отсортированные по фамилии',
      'SELECT first_name, last_name, job_title FROM employees AS e ORDER BY last_name',
    ],
    [
      'Количество отменённых заказов по клиентам',
      "SELECT count(*) AS orders_count, c.full_name FROM orders AS o INNER JOIN customers AS c ON o.customer_id = c.customer_id WHERE o.status = 'cancelled' GROUP BY c.customer_id, c.full_name",
    ],
    ['Есть ли клиенты без email?', 'SELECT full_name FROM customers AS c WHERE email IS NULL'],
    [
      'Заказы клиентов из Берлина на сумму больше 500',
      "SELECT o.order_id FROM orders AS o INNER JOIN customers AS c ON o.customer_id = c.customer_id WHERE c.city = 'Berlin' AND o.total_amount > 500",
    ],
    [
      'В каком городе больше всего клиентов?',
      'SELECT city FROM customers AS c GROUP BY city ORDER BY count(*) DESC LIMIT 1',
    ],
    [
      'В каких городах не меньше 10 клиентов?',
      'SELECT city FROM customers AS c GROUP BY city HAVING count(*) >= 10',
    ],
    [
      'Сколько order у customer из Oslo?',
      "SELECT count(*) AS orders_count FROM orders AS o INNER JOIN customers AS c ON o.customer_id = c.customer_id WHERE c.city = 'Oslo'",
    ],
  ])('%s', (question, sql) => {
    expect(ask(question)).toBe(sql);
  });
});

describe('a Russian question about a clinic with English names', () => {
  const ask = asker(clinic);
  it.each([
    [
      'Сколько пациентов записано к каждому врачу?',
      'SELECT count(*) AS patients_count, d.full_name FROM patients AS p INNER JOIN appointments AS a ON a.patient_id = p.id INNER JOIN doctors AS d ON a.doctor_id = d.id GROUP BY d.id, d.full_name',
    ],
    [
      'Какие врачи работают в отделении Surgery?',
      "SELECT d.full_name FROM doctors AS d INNER JOIN departments AS d2 ON d.department_id = d2.id WHERE d2.name = 'Surgery'",
    ],
    ['Сколько хирургов?', "SELECT count(*) AS count FROM doctors AS d WHERE specialty = 'surgeon'"],
    ['Пациенты из Казани', "SELECT full_name FROM patients AS p WHERE city = 'Kazan'"],
    [
      'У какого врача больше всего пациентов?',
      'SELECT d.full_name FROM patients AS p INNER JOIN appointments AS a ON a.patient_id = p.id INNER JOIN doctors AS d ON a.doctor_id = d.id GROUP BY d.id, d.full_name ORDER BY count(*) DESC LIMIT 1',
    ],
    ['Пациенты без телефона', 'SELECT full_name FROM patients AS p WHERE phone IS NULL'],
    [
      'Какое лекарство выписывают чаще всего?',
      'SELECT drug FROM prescriptions AS p GROUP BY drug ORDER BY count(*) DESC LIMIT 1',
    ],
    [
      'Сколько врачей в каждом отделении?',
      'SELECT count(*) AS doctors_count, d2.name FROM doctors AS d INNER JOIN departments AS d2 ON d.department_id = d2.id GROUP BY d2.id, d2.name',
    ],
    [
      'Врачи со стажем больше 10 лет',
      'SELECT full_name FROM doctors AS d WHERE experience_years > 10',
    ],
    [
      'Пациенты, которым выписывали Aspirin',
      "SELECT p.full_name FROM patients AS p WHERE EXISTS ( SELECT 1 FROM ( SELECT a.patient_id FROM appointments AS a INNER JOIN prescriptions AS p ON p.appointment_id = a.id WHERE p.drug = 'Aspirin' ) AS with_1 WHERE p.id = with_1.patient_id )",
    ],
    ['Пациенты женского пола', "SELECT full_name FROM patients AS p WHERE gender = 'F'"],
    [
      'Сколько женщин среди пациентов?',
      "SELECT count(*) AS patients_count FROM patients AS p WHERE gender = 'F'",
    ],
    [
      'Самый молодой пациент',
      'SELECT full_name FROM patients AS p ORDER BY birth_date DESC LIMIT 1',
    ],
    [
      'Имена и телефоны пациентов из Санкт-Петербурга',
      "SELECT full_name, phone FROM patients AS p WHERE city = 'Saint Petersburg'",
    ],
    [
      'Сколько пациентов в каждом городе?',
      'SELECT count(*) AS patients_count, city FROM patients AS p GROUP BY city',
    ],
    [
      'Города, где больше 5 пациентов',
      'SELECT city FROM patients AS p GROUP BY city HAVING count(*) > 5',
    ],
  ])('%s', (question, sql) => {
    expect(ask(question)).toBe(sql);
  });
});

describe('a Russian question about Russian names, also in Latin letters', () => {
  const ask = asker(ledger);
  it.each([
    [
      'Сколько клиентов в Москве?',
      'SELECT count(*) AS "клиенты_count" FROM "клиенты" AS t WHERE "город" = \'Москва\'',
    ],
    [
      'Общая сумма договоров по городам',
      'SELECT sum(t."сумма") AS "sum_сумма", t2."город" FROM "договоры" AS t INNER JOIN "клиенты" AS t2 ON t."клиент_id" = t2.id GROUP BY t2."город"',
    ],
    [
      'How many clients are in Рига?',
      'SELECT count(*) AS "клиенты_count" FROM "клиенты" AS t WHERE "город" = \'Рига\'',
    ],
  ])('%s', (question, sql) => {
    expect(ask(question)).toBe(sql);
  });
});
