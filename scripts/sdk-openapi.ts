/**
 * `npm run sdk:openapi`: writes sdks/openapi.json, the document both SDKs are made from, from the
 * server's contracts. No server runs. `sdk-openapi.test.ts` fails when the file is old.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describeApi } from '@ai-etl/server';
import { openApiFile } from './sdk-types.ts';

/** The document as it should be: paths and schemas sorted, so that a change shows where it is. */
export async function openApiText(): Promise<string> {
  return `${JSON.stringify(sortNames(await describeApi()), null, 2)}\n`;
}

/** Paths, schemas and answers by name; within a schema the order of the contract is kept. */
function sortNames(document: object): object {
  return Object.fromEntries(
    Object.entries(document).map(([key, value]) => {
      if (key === 'paths') return [key, sorted(value)];
      if (key !== 'components') return [key, value];
      return [
        key,
        Object.fromEntries(
          Object.entries(sorted(value)).map(([kind, members]) => [kind, sorted(members)]),
        ),
      ];
    }),
  );
}

function sorted(value: unknown): object {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(openApiFile, await openApiText());
  console.log(`wrote ${openApiFile}`);
}
