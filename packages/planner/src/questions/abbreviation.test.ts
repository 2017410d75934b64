import { describe, expect, it } from 'vitest';
import { isShortFor } from './abbreviation.ts';

describe('parts of names that stand for words', () => {
  it.each([
    ['appt', 'appointment'],
    ['acct', 'account'],
    ['amt', 'amount'],
    ['qty', 'quantity'],
    ['mgr', 'manager'],
    ['dept', 'department'],
    ['shpmt', 'shipment'],
    ['wrhs', 'warehouse'],
    ['rcvd', 'received'],
    ['prd', 'product'],
  ])('%s is short for %s', (short, word) => {
    expect(isShortFor(short, word)).toBe(true);
  });

  it.each([
    ['car', 'carrier'],
    ['tier', 'ticker'],
    ['plan', 'planet'],
    ['city', 'country'],
    ['form', 'platform'],
    ['amt', 'appointment'],
    ['csm', 'customer'],
    ['no', 'number'],
    ['cost', 'client'],
    ['order', 'owner'],
  ])('%s is not short for %s', (short, word) => {
    expect(isShortFor(short, word)).toBe(false);
  });
});
