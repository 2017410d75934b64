import { describe, expect, it } from 'vitest';
import { invariant, parseColumnType } from '@ai-etl/core';
import { jsonValue } from './json-value.ts';

describe('a value in an answer', () => {
  it.each([
    ['int64', '9007199254740991', 9007199254740991],
    ['int64', '9007199254740992', '9007199254740992'],
    ['int64', '-3', -3],
    ['decimal(12,2)', '1.50', '1.50'],
    ['float64', '1.5', 1.5],
    ['float64', 'NaN', 'NaN'],
    ['float64', '-Infinity', '-Infinity'],
    ['bool', 't', true],
    ['bool', 'false', false],
    ['timestamptz', '2024-01-26 10:00:00+00', '2024-01-26T10:00:00Z'],
    ['timestamptz', '2024-01-26 10:00:00.120000', '2024-01-26T10:00:00.12Z'],
    ['timestamptz', '2024-01-26 10:00:00.000000', '2024-01-26T10:00:00Z'],
    ['timestamptz', 'infinity', 'infinity'],
    ['timestamptz', '0044-03-15 10:00:00+00 BC', '0044-03-15 10:00:00+00 BC'],
    ['timestamp', '2024-01-26 10:00:00', '2024-01-26T10:00:00'],
    ['date', '2024-01-26', '2024-01-26'],
    ['json', '{"a":[1,null]}', { a: [1, null] }],
    ['json', '{"n":12345678901234567890}', '{"n":12345678901234567890}'],
    ['json', '{"cut', '{"cut'],
    ['list<text>', '["a",null]', ['a', null]],
    ['text', '5', '5'],
    ['text', null, null],
  ])('%s %s', (name, text, expected) => {
    const type = parseColumnType(name);
    invariant(type !== undefined, `${name} is a type`);
    expect(jsonValue(text, type)).toEqual(expected);
  });
});
