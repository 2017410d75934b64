import { describe, expect, it } from 'vitest';
import { refuseQuestion } from './guard-question.ts';

describe('what would change something is refused', () => {
  it.each([
    'Suspend every seller with a rating under 2',
    "Move tomorrow's legs of Piet Claes to Jan de Wit",
    'Refund all orders of last week',
    'please approve the pending invoices',
    'Reassign the open tickets to Ann',
    'Book the room 12 for Friday',
    'delete the cancelled orders',
    'Give every customer a 10% discount',
    'Give all managers an extra day',
    'Kindly delete all orders of 2023',
    'I want you to delete the cancelled orders',
    "Let's remove all customers from Berlin",
    'We need to delete old orders',
    'You should cancel all pending orders',
    'Please, update all prices by 10%',
    'Increase product prices by 5 percent',
    'Refund order 12',
    'Assign ticket 5 to Bob',
    'Double the price of every product',
    'Make all customers gold',
    'Put all orders on hold',
    'Get rid of all reviews',
    'Show all orders, then remove the cancelled ones',
    'show customers and delete inactive customers from Berlin',
    'list orders; cancel them',
    'Create a table of backups',
    'Put the fees up by 5% on every membership',
    'Bring the ticket price down by five per cent for all matinees',
    'Please mark the old stock down by £20',
    'Bump the hourly rates up by another 2 percent',
    'Knock 10% off all winter coats',
    'Take €5 off every open invoice',
  ])('%s', (text) => {
    expect(refuseQuestion(text)).toContain('only read');
  });

  it.each([
    'Заблокируй всех клиентов из Перми',
    'Отправьте письмо каждому должнику',
    'Удали все заказы',
    'Нужно удалить все заказы',
    'Давай удалим отменённые заказы',
    'Можешь удалить отзывы?',
    'покажи клиентов и затем удали их',
    'Поставь всем заказам статус «оплачен»',
    'Закройте все счета',
  ])('%s', (text) => {
    expect(refuseQuestion(text)).toContain('только читают');
  });

  it.each([
    'Return the names of all cities',
    'Give the names of all customers with a discount',
    'Give each department with a count of staff',
    'Refund total per month',
    'Book sales by genre',
    'charge amounts above 50',
    'Transfer volume by route',
    'Hide and seek games per month',
    'Pay per employee',
    'Issue count by priority',
    'Return rate by category',
    'Move-ins per month',
    'Block list entries',
    'Order the customers by spend',
    'Которые клиенты заблокированы?',
    'show suspended sellers',
    'Update count per user',
    'Delete requests per month',
    'Cancel rate by city',
    'drop rate per course',
    'Mark of each student',
    'Set of cities with customers',
    'Put the cities in order of population',
    'Which fees went up by 5%?',
    'Take-off weight by aircraft',
    'Slice of revenue by store',
    'Add-ons sold per booking',
    'Drop-off points in Berlin',
    'Close to 100 orders: which customers?',
    'Create a list of all customers',
    'tickets opened and closed in May',
    'orders placed and updated in May',
    'Добавленные товары за неделю',
    'Очистка складов по месяцам',
    'Создайте отчёт по продажам',
    'Верни список клиентов',
  ])('a question is none: %s', (text) => {
    expect(refuseQuestion(text)).toBeNull();
  });

  it('takes no longer for a text of one kind', () => {
    for (const text of ['select', 'select a', 'and delete', 'please', 'give every', 'raise'])
      expect(refuseQuestion(`${text}${' '.repeat(10_000)}x`)).toSatisfy(
        (found: string | null) => found === null || found.includes('only read'),
      );
  });
});

describe('SQL is refused, and a sentence that begins like it is none', () => {
  it.each([
    'select name from customers',
    'SELECT * FROM orders',
    'select count(*), city from customers group by city',
    'show me this: select a.id from orders a where 1=1',
    "x' or '1'='1",
  ])('%s', (text) => {
    expect(refuseQuestion(text)).toContain('SQL');
  });

  it.each([
    'Select all the data from the products and the maker of each product',
    'Select the names of the products from Oslo',
  ])('%s', (text) => {
    expect(refuseQuestion(text)).toBeNull();
  });
});
