import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openApiText } from './sdk-openapi.ts';
import { openApiFile } from './sdk-types.ts';

it('sdks/openapi.json is what the server says; else npm run sdk:openapi, then npm run sdk:types', async () => {
  expect(readFileSync(openApiFile, 'utf8') === (await openApiText())).toBe(true);
});

it('the document is the same whenever it is made', async () => {
  expect(await openApiText()).toBe(await openApiText());
});
