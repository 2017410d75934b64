import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { findLayerViolations } from './check-layers.ts';

const roots: string[] = [];

/** A checkout with these files, removed after the test. */
function checkout(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'layers-'));
  roots.push(root);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

describe('layers', () => {
  it('allows the directions of the design', () => {
    const root = checkout({
      'packages/engine/src/a.ts':
        "import { x } from '@ai-etl/compile';\nimport { y } from './b.ts';\n",
      'packages/store/src/a.integration.test.ts': "import { s } from '@ai-etl/local';\n",
    });
    expect(findLayerViolations(root)).toEqual([]);
  });

  it.each([
    ['a sibling adapter', 'packages/connectors/src/a.ts', "import { x } from '@ai-etl/store';"],
    ['the engine from core', 'packages/core/src/a.ts', "export { x } from '@ai-etl/engine';"],
    ['a deep path', 'packages/engine/src/a.ts', "import { x } from '@ai-etl/core/src/ids.ts';"],
    [
      'another room by path',
      'packages/engine/src/a.ts',
      "import { x } from '../../core/src/ids.ts';",
    ],
    ['a dynamic import', 'packages/planner/src/a.ts', "const m = await import('@ai-etl/store');"],
    ['a room by path from scripts', 'scripts/a.ts', "import '../packages/core/src/ids.ts';"],
  ])('refuses %s', (_, file, text) => {
    const violations = findLayerViolations(checkout({ [file]: `\n${text}\n` }));
    expect(violations).toMatchObject([{ file, line: 2 }]);
  });

  it('refuses a folder at the top that is no room', () => {
    const root = checkout({ 'a/results.jsonl': '{}', '.cache/x': '', 'docs/x.md': '' });
    expect(findLayerViolations(root)).toMatchObject([{ file: 'a' }]);
  });
});
