import { describe, expect, it } from 'vitest';
import { maskValue } from './mask-value.ts';

describe('a masked value', () => {
  it.each([
    ['email', 'ann@example.com', 'a***@***'],
    ['email', '😀@example.com', '😀***@***'],
    ['payment_card', '4111 1111 1111 1234', '**** **** **** 1234'],
    ['phone', '+49 30 1234567', '*** *** **67'],
    ['phone', '12345', '*** *** ****'],
    ['iban', 'DE89 3704 0044 0532 0130 00', 'DE** **** ****'],
    ['person_name', 'Ann Lee', 'A***'],
    ['ip_address', '10.0.0.1', '***'],
    ['secret', 'hunter2', '***'],
    [null, 'write to ann@example.com', '***'],
  ] as const)('%s %s', (kind, value, masked) => {
    expect(maskValue(value, kind)).toBe(masked);
  });
});
