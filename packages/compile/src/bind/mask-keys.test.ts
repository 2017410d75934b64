import { describe, expect, it } from 'vitest';
import { compileSourceQuery } from '../compile-source-query.ts';
import { bindingFor, resolveCase } from '../golden/golden-case.ts';
import { goldenCases } from '../golden/cases.ts';
import { goldenEnvironment } from '../golden/tables.ts';
import { maskKeysIn } from './mask-keys.ts';

const key = '0f'.repeat(32);

function sqlOf(name: string, maskKey: string | undefined): string {
  const one = goldenCases.find((each) => each.name === name);
  if (one === undefined) expect.fail(`no case ${name}`);
  const resolution = resolveCase(one, 'postgresql');
  const { maskKey: _golden, ...binding } = bindingFor(resolution.spec);
  const result = compileSourceQuery(one.steps.at(-1)?.id ?? '', resolution, {
    environment: goldenEnvironment(),
    binding: maskKey === undefined ? binding : { ...binding, maskKey },
  });
  if (!('query' in result)) expect.fail(JSON.stringify(result.diagnostics));
  return result.query.sql;
}

describe('keys of masked values', () => {
  it('are a placeholder in SQL that is shown', () => {
    expect(sqlOf('step-mask-hash', undefined)).toContain("'<mask key>' ||");
  });

  it('are derived, so that the project\u2019s own key is in no SQL', () => {
    expect(sqlOf('step-mask-hash', key)).not.toContain(key);
    expect(sqlOf('step-mask-hash', key)).not.toContain('<mask key>');
  });

  it('are all known to the one who hides them in messages', () => {
    for (const name of ['step-mask-hash', 'step-mask-token', 'step-mask-grouped']) {
      const one = goldenCases.find((each) => each.name === name);
      if (one === undefined) expect.fail(`no case ${name}`);
      const hidden = maskKeysIn(resolveCase(one, 'postgresql').spec, key);
      const found = sqlOf(name, key).match(/[0-9a-f]{64}/g) ?? [];
      expect(found.length).toBeGreaterThan(0);
      expect(found.filter((each) => !hidden.includes(each))).toEqual([]);
    }
  });

  it('differ between domains, and between hashes and tokens', () => {
    const keys = ['step-mask-hash', 'step-mask-token', 'step-mask-grouped'].map(
      (name) => /[0-9a-f]{64}/.exec(sqlOf(name, key))?.[0],
    );
    expect(new Set(keys).size).toBe(3);
  });
});
