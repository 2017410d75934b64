import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { connectorsPage, connectorsText } from './docs-reference.ts';

it('docs/reference/connectors.md is what the connectors say; else run scripts/docs-reference.ts', async () => {
  expect(readFileSync(connectorsPage, 'utf8')).toBe(await connectorsText());
});
