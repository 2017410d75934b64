import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorRegistry, type ErrorCode } from '@ai-etl/core';
import { wireCode } from './wire-code.ts';

const page = readFileSync(new URL('../../../../docs/guides/errors.md', import.meta.url), 'utf8');

function documented(): readonly (readonly string[])[] {
  return [...page.matchAll(/^\| `(\w+)` *\| (\d+) *\| `(\w+)` *\| (yes|no) *\|/gm)].map((row) =>
    row.slice(1),
  );
}

describe('docs/guides/errors.md', () => {
  it('lists every code of the registry, and no other, as it goes over the wire', () => {
    const real = Object.entries(errorRegistry).map(([code, { status, retryable }]) => [
      code,
      String(status),
      // As: the keys of the registry are its codes.
      wireCode(status, code as ErrorCode),
      retryable ? 'yes' : 'no',
    ]);
    expect(documented()).toEqual(real);
  });
});

describe('wireCode', () => {
  it("keeps the contract's codes for the contract's statuses", () => {
    expect([400, 401, 403, 404, 429, 500].map((status) => wireCode(status, 'CONFLICT'))).toEqual([
      'VALIDATION_ERROR',
      'AUTHENTICATION_REQUIRED',
      'PERMISSION_DENIED',
      'RESOURCE_NOT_FOUND',
      'RATE_LIMIT_EXCEEDED',
      'INTERNAL_ERROR',
    ]);
  });
});
