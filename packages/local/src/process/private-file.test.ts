import { mkdtempSync, statSync, writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeDirectory, readOrCreateSecret } from './private-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'ai-etl-secret-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('secrets in files', () => {
  it('generates one with mode 0600 and keeps it', () => {
    const path = join(directory, 'sub', 'password');
    const secret = readOrCreateSecret(path);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readOrCreateSecret(path)).toBe(secret);
  });

  it('replaces the empty file that a full disk left', () => {
    const path = join(directory, 'empty');
    writeFileSync(path, '');
    expect(readOrCreateSecret(path)).toMatch(/^[\w-]{43}$/);
  });

  it('says which directory cannot be made and what to do', () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    expect(() => makeDirectory(join(file, 'below'))).toThrow(
      /below cannot be created.*AI_ETL_HOME/,
    );
  });
});
