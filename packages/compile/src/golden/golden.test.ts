import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionRegistry } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { goldenCases } from './cases.ts';
import { goldenText } from './golden-case.ts';

const folder = join(import.meta.dirname, 'expected');
const update = process.env.UPDATE_GOLDEN === '1';

describe('golden texts', () => {
  if (update) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }

  it.each(goldenCases.map((one) => [one.name, one] as const))('%s', (name, one) => {
    const file = join(folder, `${name}.txt`);
    const text = goldenText(one);
    if (update) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });

  it('have no file without a case', () => {
    const names = goldenCases.map((one) => `${one.name}.txt`);
    expect(readdirSync(folder).toSorted()).toEqual(names.toSorted());
  });

  it('cover every function of the registry', () => {
    const texts = JSON.stringify(goldenCases);
    const missing = [...functionRegistry.keys()].filter((name) => !texts.includes(`${name}(`));
    expect(missing).toEqual([]);
  });
});
