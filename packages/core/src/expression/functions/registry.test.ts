import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canonicalFunctionName } from './aliases.ts';
import { printFunctionTable } from './print-function-table.ts';
import { functionRegistry } from './registry.ts';

const document = new URL('../../../../../docs/concepts/semantics.md', import.meta.url);
const [begin, end] = ['<!-- functions -->\n', '\n<!-- /functions -->'];

describe('functionRegistry', () => {
  it('is the table in docs/concepts/semantics.md (UPDATE_DOCS=1 rewrites it)', () => {
    const text = readFileSync(document, 'utf8');
    const [before = '', rest = ''] = text.split(begin);
    const [, after = ''] = rest.split(end);
    const wanted = `${before}${begin}\n${printFunctionTable()}\n${end}${after}`;
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(document, wanted);
    expect(readFileSync(document, 'utf8')).toBe(wanted);
  });

  it('has optional and repeated parameters only at the end', () => {
    for (const { name, parameters } of functionRegistry.values()) {
      const flags = parameters.map((one) => one.optional === true || one.repeated === true);
      expect([name, flags]).toEqual([name, flags.toSorted((a, b) => Number(a) - Number(b))]);
    }
  });

  it('has every function that an alias stands for', () => {
    const aliases = ['nvl', 'substr', 'len', 'mean', 'pow', 'dateadd', 'startswith', 'iff'];
    for (const alias of aliases) {
      expect(functionRegistry.has(alias)).toBe(false);
      expect(functionRegistry.has(canonicalFunctionName(alias))).toBe(true);
    }
  });

  it('knows no function that objects inherit', () => {
    expect(functionRegistry.get('constructor')).toBeUndefined();
    expect(canonicalFunctionName('__proto__')).toBe('__proto__');
  });
});
