import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { connectorCatalog } from '@ai-etl/connectors';
import { connectorFolders, misplacedLines } from './connector-places.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

it('a connector is one folder and one line in the catalog', () => {
  const folders = connectorFolders(root);
  expect(connectorCatalog.map(({ spec }) => spec.type).toSorted()).toEqual(folders);
  const catalog = readFileSync(join(root, 'packages/connectors/src/catalog.ts'), 'utf8');
  for (const folder of folders) {
    expect(catalog.split(`from './${folder}/connector.ts'`).length, folder).toBe(2);
    expect(catalog.split(`\n  ${folder},\n`).length, folder).toBe(2);
  }
  expect(misplacedLines(root)).toEqual([]);
});

it('a second place is noticed', () => {
  const checkout = mkdtempSync(join(tmpdir(), 'connector-places-'));
  const files = {
    'packages/connectors/src/oracle/connector.ts': "import { x } from '../sybase/types.ts';\n",
    'packages/connectors/src/sybase/types.ts': "import { y } from '../kit/settings.ts';\n",
    'packages/connectors/src/kit/settings.ts': "import { z } from '../oracle/connector.ts';\n",
    'packages/connectors/src/catalog.ts': "import { oracle } from './oracle/connector.ts';\n",
    'packages/engine/src/run.ts': "if (type === 'oracle') stop();\n",
    'packages/engine/src/run.test.ts': "if (type === 'oracle') stop();\n",
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(checkout, name)), { recursive: true });
    writeFileSync(join(checkout, name), text);
  }
  const places = misplacedLines(checkout).map(({ file }) => file.replace(/^packages\//, ''));
  rmSync(checkout, { recursive: true });
  expect(places.toSorted()).toEqual([
    'connectors/src/kit/settings.ts',
    'connectors/src/oracle/connector.ts',
    'engine/src/run.ts',
  ]);
});
