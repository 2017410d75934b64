import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { typesFile, typesStamp } from './sdk-types.ts';

it('the types of the TypeScript SDK are made from the checked-in document; else npm run sdk:types', () => {
  expect(readFileSync(typesFile, 'utf8').split('\n', 1)[0]).toBe(typesStamp());
});
