import type { ErrorDetail } from '@ai-etl/core';

/**
 * Texts that PostgreSQL cannot hold: with a NUL, or with half of a surrogate pair. Answers where
 * they are, in `value` as it was parsed; keys are looked at too.
 */
export function findUnstorableText(value: unknown, path = ''): readonly ErrorDetail[] {
  if (typeof value === 'string') return isStorable(value) ? [] : [detailAt(path)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    const here = path === '' ? key : `${path}.${key}`;
    return isStorable(key)
      ? findUnstorableText(one, here)
      : [detailAt(path === '' ? 'body' : path)];
  });
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

function detailAt(field: string): ErrorDetail {
  return { field, error: 'must not hold a NUL character or half of a surrogate pair' };
}
