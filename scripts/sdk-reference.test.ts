import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sdkReferencePage, sdkReferenceText } from './sdk-reference.ts';

it('docs/reference/sdk-typescript.md is what the SDK says; else run scripts/sdk-reference.ts', async () => {
  expect(readFileSync(sdkReferencePage, 'utf8')).toBe(await sdkReferenceText());
});
