import { describe, expect, it } from 'vitest';
import { saysIdentity } from './identity-names.ts';

describe('columns by which people call a row that has no name', () => {
  it.each([
    ['plate no', 'vehicle'],
    ['ref no', 'shipment'],
    ['room code', 'room'],
    ['shelf number', 'copy'],
    ['policy code', 'insurance'],
    ['email', 'user'],
  ])('%s of %s', (column, table) => {
    expect(saysIdentity(column.split(' '), [table])).toBe(true);
  });

  it.each([
    ['phone number', 'customer'],
    ['status code', 'shipment'],
    ['vat no', 'company'],
    ['kind', 'job'],
    ['number', 'job'],
  ])('not %s of %s', (column, table) => {
    expect(saysIdentity(column.split(' '), [table])).toBe(false);
  });
});
