import { expect, it } from 'vitest';
import { newRequestId } from './request-id.ts';

it('makes request ids that never repeat', () => {
  const ids = Array.from({ length: 2000 }, newRequestId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^req_[0-9a-hjkmnp-tv-z]{20}$/);
});
