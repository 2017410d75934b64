import { chmodSync, mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { chooseServerAccount, chooseServerRoot, isEnterableByAll } from './account.ts';

const passwd = [
  'root:x:0:0:root:/root:/bin/bash',
  'nobody:x:65534:65533:nobody:/:/bin/false',
  'postgres:x:101:104::/var/lib/postgresql:/bin/bash',
  'broken line',
].join('\n');

describe('the account a server runs as', () => {
  it('is our own when we are an ordinary user', () => {
    expect(chooseServerAccount(1000, passwd)).toBeUndefined();
  });

  it('is postgres, else nobody, when we are root', () => {
    expect(chooseServerAccount(0, passwd)).toEqual({ name: 'postgres', uid: 101, gid: 104 });
    const without = passwd.replace('postgres:', 'someone:');
    expect(chooseServerAccount(0, without)).toEqual({ name: 'nobody', uid: 65534, gid: 65533 });
  });

  it('is an error that names the choices when root has none', () => {
    expect(() => chooseServerAccount(0, 'root:x:0:0::/root:/bin/sh')).toThrow(
      /none of the accounts postgres, nobody/,
    );
  });
});

describe('where the data goes', () => {
  const account = { name: 'postgres', uid: 101, gid: 104 };
  const base = mkdtempSync(join(tmpdir(), 'ai-etl-root-'));
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it('is the home when everybody may pass through it', () => {
    chmodSync(base, 0o755);
    const home = join(base, 'home');
    expect(isEnterableByAll(home)).toBe(true);
    expect(chooseServerRoot(home, 'postgres', account)).toBe(join(home, 'postgres'));
  });

  it('is a place named after the home when the home lies behind a 0700 directory', () => {
    const shut = join(base, 'shut');
    mkdirSync(shut, { mode: 0o700 });
    const home = join(shut, 'home');
    expect(chooseServerRoot(home, 'postgres', account)).toMatch(
      /^\/var\/lib\/ai-etl\/home-[0-9a-f]{12}\/postgres$/,
    );
    expect(chooseServerRoot(home, 'postgres', account)).toBe(
      chooseServerRoot(home, 'postgres', account),
    );
    expect(chooseServerRoot(home, 'postgres', undefined)).toBe(join(home, 'postgres'));
  });
});
