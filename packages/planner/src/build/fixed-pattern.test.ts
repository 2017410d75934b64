import { printExpression } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { fixedPattern } from './fixed-pattern.ts';

const textOf = (pattern: string): string | null => {
  const condition = fixedPattern(pattern, { kind: 'column', name: 'code' });
  return condition === null ? null : printExpression(condition);
};

describe('a regular expression of fixed length', () => {
  it.each([
    [
      '^[A-Z]{2}$',
      "length(code) = 2 AND substring(code, 1, 1) BETWEEN 'A' AND 'Z' AND substring(code, 2, 1) BETWEEN 'A' AND 'Z'",
    ],
    [
      String.raw`^A-\d.$`,
      "length(code) = 4 AND substring(code, 1, 1) = 'A' AND substring(code, 2, 1) = '-' AND substring(code, 3, 1) BETWEEN '0' AND '9'",
    ],
    [
      '^[a-cX]$',
      "length(code) = 1 AND (substring(code, 1, 1) BETWEEN 'a' AND 'c' OR substring(code, 1, 1) = 'X')",
    ],
    [String.raw`^\.$`, "length(code) = 1 AND substring(code, 1, 1) = '.'"],
  ])('%s is a condition on each place', (pattern, condition) => {
    expect(textOf(pattern)).toBe(condition);
  });

  it.each([
    '[A-Z]{2}',
    '^[A-Z]+$',
    '^[A-Z]{1,2}$',
    '^a|b$',
    '^(ab)$',
    '^[^a]$',
    String.raw`^\bx$`,
    '^x{99}$',
    '^$',
    '^[z-a]$',
  ])('%s is none', (pattern) => {
    expect(textOf(pattern)).toBeNull();
  });
});
