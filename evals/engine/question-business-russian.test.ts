import { describe, expect, it } from 'vitest';
import { askedSql } from './asked-sql.test-data.ts';

const { sqlOf: bank } = askedSql(`
  CREATE TABLE clients (client_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL, region VARCHAR(40) NOT NULL);
  CREATE TABLE loans (loan_id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL REFERENCES clients(client_id),
    purpose VARCHAR(20) NOT NULL, rate_pct NUMERIC(5,2) NOT NULL, taken_on DATE NOT NULL, repaid_on DATE,
    is_disputed BOOLEAN NOT NULL);
`);
const { sqlOf: desk } = askedSql(`
  CREATE TABLE tariffs (tariff_id INTEGER PRIMARY KEY, tariff_name VARCHAR(20) NOT NULL, monthly_fee NUMERIC(8,2) NOT NULL);
  CREATE TABLE engineers (engineer_id INTEGER PRIMARY KEY, full_name VARCHAR(80) NOT NULL, hired_on DATE NOT NULL,
    hourly_rate NUMERIC(8,2) NOT NULL);
  CREATE TABLE subscribers (subscriber_id INTEGER PRIMARY KEY, tariff_id INTEGER NOT NULL REFERENCES tariffs(tariff_id),
    region VARCHAR(20) NOT NULL, activated_on DATE NOT NULL, deactivated_on DATE);
  CREATE TABLE requests (request_id INTEGER PRIMARY KEY, subscriber_id INTEGER NOT NULL REFERENCES subscribers(subscriber_id),
    engineer_id INTEGER REFERENCES engineers(engineer_id), opened_at TIMESTAMP NOT NULL, closed_at TIMESTAMP, score INTEGER);
`);

describe('Russian business questions', () => {
  it.each([
    ['Средняя ставка по кредитам', 'SELECT avg(rate_pct) AS avg_rate_pct FROM loans'],
    ['Сколько спорных кредитов?', 'WHERE is_disputed'],
    ['Средняя ставка по регионам клиентов', 'GROUP BY c.region'],
    ['Сколько кредитов ещё не погасили?', 'WHERE repaid_on IS NULL'],
    ['У скольких клиентов ещё не погашены кредиты?', 'l.repaid_on IS NULL'],
  ])('about loans: %s', (question, part) => {
    expect(bank(question)).toContain(part);
  });

  it.each([
    ['Сколько абонентов отключилось в этом месяце?', 'WHERE deactivated_on >='],
    ['Какой процент обращений остался без оценки?', 'CASE WHEN score IS NULL'],
    ['Самый популярный тариф', 'ORDER BY count(*) DESC'],
    ['the most popular tariff', 'FROM subscribers AS s'],
    ['Кто из инженеров самый дорогой?', 'ORDER BY hourly_rate DESC'],
    ['Кто из инженеров принял больше всего обращений?', 'SELECT e.full_name'],
    ['Сколько заявок поступило вчера?', 'WHERE opened_at >='],
  ])('about a service desk: %s', (question, part) => {
    expect(desk(question)).toContain(part);
  });
});

describe('periods and shares in Russian', () => {
  it.each([
    [
      'Какой процент обращений закрыли в прошлом квартале?',
      "WHERE opened_at >= TIMESTAMP '2025-10-01 00:00:00'",
    ],
    ['Какой процент обращений закрыли в прошлом квартале?', 'CASE WHEN closed_at IS NOT NULL'],
    [
      'Сколько абонентов отключилось в этом месяце по сравнению с прошлым?',
      "deactivated_on >= DATE '2025-12-01'",
    ],
    ['Сколько заявок было в этом квартале против прошлого?', "opened_at >= TIMESTAMP '2025-10-01"],
    ['Абоненты без единой заявки', 'NOT EXISTS'],
    ['Сколько часов в среднем проходит от заявки до закрытия?', 'closed_at'],
  ])('%s', (question, part) => {
    expect(desk(question)).toContain(part);
  });
});
