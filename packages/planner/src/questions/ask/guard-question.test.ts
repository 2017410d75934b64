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
  ])('%s', (text) => {
    expect(refuseQuestion(text)).toContain('only read');
  });

  it.each([
    'Заблокируй всех клиентов из Перми',
    'Отправьте письмо каждому должнику',
    'Удали все заказы',
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
  ])('a question is none: %s', (text) => {
    expect(refuseQuestion(text)).toBeNull();
  });
});
