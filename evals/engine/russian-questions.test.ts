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
      'Средняя цена товаров по категориям',
      'SELECT avg(p.price) AS avg_price, c.name FROM products AS p INNER JOIN categories AS c ON p.category_id = c.category_id GROUP BY c.category_id, c.name',
    ],
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
      'Какой товар покупают чаще всего?',
      'SELECT p.title FROM orders AS o INNER JOIN order_items AS oi ON oi.order_id = o.order_id INNER JOIN products AS p ON oi.product_id = p.product_id GROUP BY p.product_id, p.title ORDER BY count(DISTINCT o.order_id) DESC LIMIT 1',
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
    ['Общая сумма заказов', 'SELECT sum(total_amount) AS sum_total_amount FROM orders AS o'],
    [
      'Общая сумма заказов по странам',
      'SELECT sum(o.total_amount) AS sum_total_amount, c.country FROM orders AS o INNER JOIN customers AS c ON o.customer_id = c.customer_id GROUP BY c.country',
    ],
    [
      'Топ-5 клиентов по сумме заказов',
      'SELECT c.full_name, sum(o.total_amount) AS sum_total_amount FROM orders AS o INNER JOIN customers AS c ON o.customer_id = c.customer_id GROUP BY c.customer_id, c.full_name ORDER BY sum_total_amount DESC LIMIT 5',
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
    ['Средний чек', 'SELECT avg(total_amount) AS avg_total_amount FROM orders AS o'],
    [
      'Средний чек по городам',
      'SELECT avg(o.total_amount) AS avg_total_amount, c.city FROM orders AS o INNER JOIN customers AS c ON o.customer_id = c.customer_id GROUP BY c.city',
    ],
    [
      'Максимальная и минимальная зарплата сотрудников',
      'SELECT max(salary) AS max_salary, min(salary) AS min_salary FROM employees AS e',
    ],
    [
      'Какие бренды есть в категории "Игрушки"?',
      "SELECT p.brand FROM products AS p INNER JOIN categories AS c ON p.category_id = c.category_id WHERE c.name = 'Toys'",
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
    ['Последние 10 заказов', 'SELECT order_id FROM orders AS o ORDER BY ordered_at DESC LIMIT 10'],
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
    [
      'Какие клиенты сделали заказы на сумму больше 1000?',
      'SELECT c.full_name FROM customers AS c WHERE EXISTS ( SELECT 1 FROM orders AS o WHERE o.customer_id = c.customer_id AND o.total_amount > 1000 )',
    ],
    [
      'Сколько заказов со статусом "новый"?',
      "SELECT count(*) AS orders_count FROM orders AS o WHERE status = 'новый'",
    ],
    [
      'Сколько новых заказов?',
      "SELECT count(*) AS orders_count FROM orders AS o WHERE status = 'new'",
    ],
    [
      'Покажи 3 последних зарегистрированных клиента',
      'SELECT full_name FROM customers AS c ORDER BY registered_at DESC LIMIT 3',
    ],
    ['Самый старый клиент', 'SELECT full_name FROM customers AS c ORDER BY birth_date LIMIT 1'],
    [
      'Какие клиенты родились после 1990 года?',
      "SELECT full_name FROM customers AS c WHERE birth_date >= DATE '1991-01-01'",
    ],
    [
      'Список стран, из которых больше 5 клиентов',
      'SELECT country FROM customers AS c GROUP BY country HAVING count(*) > 5',
    ],
    [
      'Названия товаров дешевле 50, от дорогих к дешевым',
      'SELECT title FROM products AS p WHERE price < 50 ORDER BY price DESC',
    ],
    [
      'Товары, отсортированные по цене, начиная с самых дорогих',
      'SELECT title FROM products AS p ORDER BY price DESC',
    ],
    [
      'Сколько категорий без товаров?',
      'SELECT count(*) AS categories_count FROM categories AS c WHERE NOT EXISTS (SELECT 1 FROM products AS p WHERE p.category_id = c.category_id)',
    ],
    [
      'Сколько товаров в каждой категории, по убыванию?',
      'SELECT count(*) AS products_count, c.name FROM products AS p INNER JOIN categories AS c ON p.category_id = c.category_id GROUP BY c.category_id, c.name ORDER BY products_count DESC',
    ],
    [
      'Какие сотрудники не оформили ни одного заказа?',
      'SELECT e.first_name, e.last_name FROM employees AS e WHERE NOT EXISTS (SELECT 1 FROM orders AS o WHERE o.employee_id = e.employee_id)',
    ],
    [
      'Товары тяжелее 2 кг или дороже 300',
      'SELECT title FROM products AS p WHERE weight_kg > 2 OR price > 300',
    ],
    [
      'Клиенты из Риги и Осло',
      "SELECT full_name FROM customers AS c WHERE city IN ('Riga', 'Oslo')",
    ],
    [
      'У кого из сотрудников самая высокая зарплата?',
      'SELECT first_name, last_name FROM employees AS e ORDER BY salary DESC LIMIT 1',
    ],
    [
      'У какого сотрудника самая маленькая зарплата?',
      'SELECT first_name, last_name FROM employees AS e ORDER BY salary LIMIT 1',
    ],
    [
      'Где живёт клиент "Анна Берзиня"?',
      "SELECT city FROM customers AS c WHERE full_name = 'Анна Берзиня'",
    ],
    [
      'Какая зарплата у сотрудников с должностью Manager?',
      "SELECT salary FROM employees AS e WHERE job_title = 'Manager'",
    ],
    [
      'Количество уникальных городов',
      'SELECT count(DISTINCT city) AS count_city FROM customers AS c',
    ],
    [
      'Все данные о клиентах из Латвии',
      "SELECT customer_id, full_name, email, city, country, birth_date, registered_at FROM customers AS c WHERE country = 'Latvia'",
    ],
    [
      'Средний вес товаров по брендам',
      'SELECT avg(weight_kg) AS avg_weight_kg, brand FROM products AS p GROUP BY brand',
    ],
    [
      'Минимальная, максимальная и средняя цена товара',
      'SELECT min(price) AS min_price, max(price) AS max_price, avg(price) AS avg_price FROM products AS p',
    ],
    [
      'Какие категории содержат товары дороже 500?',
      'SELECT c.name FROM categories AS c WHERE EXISTS ( SELECT 1 FROM products AS p WHERE p.category_id = c.category_id AND p.price > 500 )',
    ],
    [
      'Клиенты, у которых есть отменённые заказы',
      "SELECT c.full_name FROM customers AS c WHERE EXISTS ( SELECT 1 FROM orders AS o WHERE o.customer_id = c.customer_id AND o.status = 'cancelled' )",
    ],
    [
      'Клиенты, у которых нет отменённых заказов',
      "SELECT c.full_name FROM customers AS c WHERE NOT EXISTS ( SELECT 1 FROM orders AS o WHERE o.customer_id = c.customer_id AND o.status = 'cancelled' )",
    ],
    [
      'Клиенты, которые заказывали товары бренда Bosch',
      "SELECT c.full_name FROM customers AS c WHERE EXISTS ( SELECT 1 FROM ( SELECT o.customer_id FROM orders AS o INNER JOIN order_items AS oi ON oi.order_id = o.order_id INNER JOIN products AS p ON oi.product_id = p.product_id WHERE p.brand = 'Bosch' ) AS with_1 WHERE c.customer_id = with_1.customer_id )",
    ],
    [
      'Бренды и количество товаров каждого бренда',
      'SELECT brand, count(*) AS products_count FROM products AS p GROUP BY brand',
    ],
    ['Сколько в среднем стоят товары?', 'SELECT avg(price) AS avg_price FROM products AS p'],
    [
      'Кто из клиентов потратил больше всего?',
      'SELECT c.full_name FROM orders AS o INNER JOIN customers AS c ON o.customer_id = c.customer_id GROUP BY c.customer_id, c.full_name ORDER BY sum(o.total_amount) DESC LIMIT 1',
    ],
    ['Общий вес всех товаров', 'SELECT sum(weight_kg) AS sum_weight_kg FROM products AS p'],
    [
      'Сотрудники, которые получают больше 2000, но меньше 5000',
      'SELECT first_name, last_name FROM employees AS e WHERE salary > 2000 AND salary < 5000',
    ],
    [
      'Сотрудники с зарплатой не менее 1000 и не более 3000',
      'SELECT first_name, last_name FROM employees AS e WHERE salary >= 1000 AND salary <= 3000',
    ],
    [
      'Заказы дороже среднего',
      'SELECT order_id FROM orders AS o WHERE total_amount > (SELECT avg(total_amount) AS value FROM orders AS o)',
    ],
    [
      'Товары дороже средней цены',
      'SELECT title FROM products AS p WHERE price > (SELECT avg(price) AS value FROM products AS p)',
    ],
    ['Номера отгруженных заказов', "SELECT order_id FROM orders AS o WHERE status = 'shipped'"],
    [
      'В какой стране меньше всего клиентов?',
      'SELECT country FROM customers AS c GROUP BY country ORDER BY count(*) LIMIT 1',
    ],
    [
      'Сколько раз покупали каждый товар?',
      'SELECT count(DISTINCT o.order_id) AS orders_count, p.title FROM orders AS o INNER JOIN order_items AS oi ON oi.order_id = o.order_id INNER JOIN products AS p ON oi.product_id = p.product_id GROUP BY p.product_id, p.title',
    ],
    [
      'Сколько товаров Lego?',
      "SELECT count(*) AS products_count FROM products AS p WHERE brand = 'Lego'",
    ],
    ['Есть ли товары без веса?', 'SELECT title FROM products AS p WHERE weight_kg IS NULL'],
    [
      'Вес и цена товаров бренда Bosch',
      "SELECT weight_kg, price FROM products AS p WHERE brand = 'Bosch'",
    ],
    [
      'Заказчики из Норвегии с более чем двумя заказами',
      "SELECT c.full_name FROM orders AS o INNER JOIN customers AS c ON o.customer_id = c.customer_id WHERE c.country = 'Norway' GROUP BY c.customer_id, c.full_name HAVING count(*) > 2",
    ],
    [
      'Какая доля заказов отменена?',
      "SELECT CAST(100.0 * count(CASE WHEN status = 'cancelled' THEN 1 ELSE NULL END) AS double precision) / NULLIF(count(*), 0) AS percentage FROM orders AS o",
    ],
    [
      'Какой процент заказов оплачен картой?',
      "SELECT CAST(100.0 * count(CASE WHEN status = 'paid' AND payment_method = 'card' THEN 1 ELSE NULL END) AS double precision) / NULLIF(count(*), 0) AS percentage FROM orders AS o",
    ],
    [
      'Топ-3 города по сумме заказов',
      'SELECT c.city, sum(o.total_amount) AS sum_total_amount FROM orders AS o INNER JOIN customers AS c ON o.customer_id = c.customer_id GROUP BY c.city ORDER BY sum_total_amount DESC LIMIT 3',
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
      'SELECT count(DISTINCT p.id) AS patients_count, d.full_name FROM patients AS p INNER JOIN appointments AS a ON a.patient_id = p.id INNER JOIN doctors AS d ON a.doctor_id = d.id GROUP BY d.id, d.full_name',
    ],
    [
      'Какие врачи работают в отделении Surgery?',
      "SELECT d.full_name FROM doctors AS d INNER JOIN departments AS d2 ON d.department_id = d2.id WHERE d2.name = 'Surgery'",
    ],
    ['Сколько хирургов?', "SELECT count(*) AS count FROM doctors AS d WHERE specialty = 'surgeon'"],
    ['Пациенты из Казани', "SELECT full_name FROM patients AS p WHERE city = 'Kazan'"],
    [
      'Сколько приёмов отменено?',
      "SELECT count(*) AS appointments_count FROM appointments AS a WHERE status = 'cancelled'",
    ],
    ['Средняя стоимость приёма', 'SELECT avg(fee) AS avg_fee FROM appointments AS a'],
    [
      'Средняя стоимость приёма по специальностям',
      'SELECT avg(a.fee) AS avg_fee, d.specialty FROM appointments AS a INNER JOIN doctors AS d ON a.doctor_id = d.id GROUP BY d.specialty',
    ],
    [
      'У какого врача больше всего пациентов?',
      'SELECT d.full_name FROM patients AS p INNER JOIN appointments AS a ON a.patient_id = p.id INNER JOIN doctors AS d ON a.doctor_id = d.id GROUP BY d.id, d.full_name ORDER BY count(DISTINCT p.id) DESC LIMIT 1',
    ],
    [
      'Врачи, у которых не было ни одного приёма',
      'SELECT d.full_name FROM doctors AS d WHERE NOT EXISTS (SELECT 1 FROM appointments AS a WHERE a.doctor_id = d.id)',
    ],
    ['Пациенты без телефона', 'SELECT full_name FROM patients AS p WHERE phone IS NULL'],
    [
      'Какое лекарство выписывают чаще всего?',
      'SELECT drug FROM prescriptions AS p GROUP BY drug ORDER BY count(*) DESC LIMIT 1',
    ],
    [
      'Самый опытный врач',
      'SELECT full_name FROM doctors AS d ORDER BY experience_years DESC LIMIT 1',
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
      'Средняя длительность приёма для каждого врача',
      'SELECT avg(a.duration_minutes) AS avg_duration_minutes, d.full_name FROM appointments AS a INNER JOIN doctors AS d ON a.doctor_id = d.id GROUP BY d.id, d.full_name',
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
      'Общая сумма оплаты по врачам',
      'SELECT sum(a.fee) AS sum_fee, d.full_name FROM appointments AS a INNER JOIN doctors AS d ON a.doctor_id = d.id GROUP BY d.id, d.full_name',
    ],
    [
      'Сколько пациентов в каждом городе?',
      'SELECT count(*) AS patients_count, city FROM patients AS p GROUP BY city',
    ],
    [
      'Города, где больше 5 пациентов',
      'SELECT city FROM patients AS p GROUP BY city HAVING count(*) > 5',
    ],
    [
      'Врачи, которые провели больше двадцати приёмов',
      'SELECT d.full_name FROM appointments AS a INNER JOIN doctors AS d ON a.doctor_id = d.id GROUP BY d.id, d.full_name HAVING count(*) > 20',
    ],
    ['Список отделений в алфавитном порядке', 'SELECT name FROM departments AS d ORDER BY name'],
    [
      'Кто из врачей принимает больше всего пациентов?',
      'SELECT d.full_name FROM patients AS p INNER JOIN appointments AS a ON a.patient_id = p.id INNER JOIN doctors AS d ON a.doctor_id = d.id GROUP BY d.id, d.full_name ORDER BY count(DISTINCT p.id) DESC LIMIT 1',
    ],
    [
      'Какие пациенты никогда не были на приёме?',
      'SELECT p.full_name FROM patients AS p WHERE NOT EXISTS (SELECT 1 FROM appointments AS a WHERE a.patient_id = p.id)',
    ],
    [
      'Имена хирургов со стажем от 5 до 15 лет',
      "SELECT full_name FROM doctors AS d WHERE specialty = 'surgeon' AND experience_years BETWEEN 5 AND 15",
    ],
    [
      'Сколько пациентов родилось до 1980 года?',
      "SELECT count(*) AS patients_count FROM patients AS p WHERE birth_date < DATE '1980-01-01'",
    ],
    ['Какое отделение находится на этаже 3?', 'SELECT name FROM departments AS d WHERE floor = 3'],
    [
      'Сколько завершённых приёмов у каждого врача?',
      "SELECT count(*) AS appointments_count, d.full_name FROM appointments AS a INNER JOIN doctors AS d ON a.doctor_id = d.id WHERE a.status = 'completed' GROUP BY d.id, d.full_name",
    ],
    [
      'Максимальная доза ибупрофена',
      "SELECT max(dose_mg) AS max_dose_mg FROM prescriptions AS p WHERE drug = 'Ibuprofen'",
    ],
    [
      'Сколько рецептов на аспирин?',
      "SELECT count(*) AS prescriptions_count FROM prescriptions AS p WHERE drug = 'Aspirin'",
    ],
    [
      'Средняя доза по препаратам',
      'SELECT avg(dose_mg) AS avg_dose_mg, drug FROM prescriptions AS p GROUP BY drug',
    ],
    ['Мужчины из Тулы', "SELECT full_name FROM patients AS p WHERE gender = 'M' AND city = 'Tula'"],
    [
      'Сколько врачей каждой специальности?',
      'SELECT count(*) AS doctors_count, specialty FROM doctors AS d GROUP BY specialty',
    ],
    [
      'Специальности, по которым больше двух врачей',
      'SELECT specialty FROM doctors AS d GROUP BY specialty HAVING count(*) > 2',
    ],
    [
      'На каком этаже отделение Cardiology?',
      "SELECT floor FROM departments AS d WHERE name = 'Cardiology'",
    ],
    [
      'Самый долгий приём',
      'SELECT id FROM appointments AS a ORDER BY duration_minutes DESC LIMIT 1',
    ],
    [
      'Врачи и количество их приёмов',
      'SELECT d.full_name, count(*) AS appointments_count FROM appointments AS a INNER JOIN doctors AS d ON a.doctor_id = d.id GROUP BY d.id, d.full_name',
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
      'Клиенты из Нижнего Новгорода',
      'SELECT "название" FROM "клиенты" AS t WHERE "город" = \'Нижний Новгород\'',
    ],
    [
      'Какие клиенты не заключили ни одного договора?',
      'SELECT t."название" FROM "клиенты" AS t WHERE NOT EXISTS (SELECT 1 FROM "договоры" AS t2 WHERE t2."клиент_id" = t.id)',
    ],
    [
      'Общая сумма договоров по городам',
      'SELECT sum(t."сумма") AS "sum_сумма", t2."город" FROM "договоры" AS t INNER JOIN "клиенты" AS t2 ON t."клиент_id" = t2.id GROUP BY t2."город"',
    ],
    ['Самый дорогой товар', 'SELECT naimenovanie FROM tovary AS t ORDER BY cena DESC LIMIT 1'],
    [
      'Средняя цена товаров по категориям',
      'SELECT avg(cena) AS avg_cena, kategoriya FROM tovary AS t GROUP BY kategoriya',
    ],
    [
      'Сколько продаж у каждого товара?',
      'SELECT count(*) AS prodazhi_count, t.naimenovanie FROM prodazhi AS p INNER JOIN tovary AS t ON p.tovar_id = t.id GROUP BY t.id, t.naimenovanie',
    ],
    [
      'Названия товаров категории Обувь',
      "SELECT naimenovanie FROM tovary AS t WHERE kategoriya = 'Обувь'",
    ],
    [
      'Сумма продаж по категориям',
      'SELECT sum(p.summa) AS sum_summa, t.kategoriya FROM prodazhi AS p INNER JOIN tovary AS t ON p.tovar_id = t.id GROUP BY t.kategoriya',
    ],
    [
      'Покупатели с договорами на сумму больше 100 000',
      'SELECT t."название" FROM "клиенты" AS t WHERE EXISTS ( SELECT 1 FROM "договоры" AS t2 WHERE t2."клиент_id" = t.id AND t2."сумма" > 100000 )',
    ],
    [
      'How many clients are in Рига?',
      'SELECT count(*) AS "клиенты_count" FROM "клиенты" AS t WHERE "город" = \'Рига\'',
    ],
    [
      'Клиенты без договоров',
      'SELECT t."название" FROM "клиенты" AS t WHERE NOT EXISTS (SELECT 1 FROM "договоры" AS t2 WHERE t2."клиент_id" = t.id)',
    ],
    [
      'Сколько действующих договоров?',
      'SELECT count(*) AS "договоры_count" FROM "договоры" AS t WHERE "статус" = \'действует\'',
    ],
    [
      'Города и количество клиентов',
      'SELECT "город", count(*) AS "клиенты_count" FROM "клиенты" AS t GROUP BY "город"',
    ],
    ['Самый крупный договор', 'SELECT id FROM "договоры" AS t ORDER BY "сумма" DESC LIMIT 1'],
    [
      'Какой товар продают чаще всего?',
      'SELECT t.naimenovanie FROM prodazhi AS p INNER JOIN tovary AS t ON p.tovar_id = t.id GROUP BY t.id, t.naimenovanie ORDER BY count(*) DESC LIMIT 1',
    ],
    [
      'Топ-3 товара по сумме продаж',
      'SELECT t.naimenovanie, sum(p.summa) AS sum_summa FROM prodazhi AS p INNER JOIN tovary AS t ON p.tovar_id = t.id GROUP BY t.id, t.naimenovanie ORDER BY sum_summa DESC LIMIT 3',
    ],
    ['Товары дороже 500', 'SELECT naimenovanie FROM tovary AS t WHERE cena > 500'],
    [
      'Клиенты, у которых больше двух договоров',
      'SELECT t2."название" FROM "договоры" AS t INNER JOIN "клиенты" AS t2 ON t."клиент_id" = t2.id GROUP BY t2.id, t2."название" HAVING count(*) > 2',
    ],
    ['Средняя сумма договора', 'SELECT avg("сумма") AS "avg_сумма" FROM "договоры" AS t'],
    ['Все категории товаров', 'SELECT kategoriya FROM tovary AS t'],
    ['Список клиентов по алфавиту', 'SELECT "название" FROM "клиенты" AS t ORDER BY "название"'],
  ])('%s', (question, sql) => {
    expect(ask(question)).toBe(sql);
  });
});

it('leaves a question alone that says neither of what nor by what', () => {
  const { schema, values } = shop;
  expect(makeQuestionReader(schema, values).read('Покажи худшие показатели')).toEqual([]);
});
