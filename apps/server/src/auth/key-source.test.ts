import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '@ai-etl/core';
import { keyFile, keyFileMemoryMs, rotateKeyFile } from './key-source.ts';
import { makeTokens } from './tokens.ts';

let now = Date.parse('2026-01-01T00:00:00Z');
const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
const login = { userId: 'user_1', organisationId: 'org_1', sessionId: 'ses_1' };
const kidOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;

let home: string;
let path: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ai-etl-rotation-'));
  path = join(home, 'tokens');
});
afterEach(() => rmSync(home, { recursive: true }));

describe('a rotated key file', () => {
  it('signs with the new key, and old tokens stay valid until theirs is dropped', async () => {
    const tokens = makeTokens(keyFile(path, clock), clock);
    const old = await tokens.signAccess(login);
    const refresh = await tokens.signRefresh('user_1');
    const { activeId, kept } = rotateKeyFile(path, { dropOlder: false });
    expect(kept).toEqual([kidOf(old)]);
    now += keyFileMemoryMs;
    const fresh = await tokens.signAccess(login);
    expect(kidOf(fresh)).toBe(activeId);
    expect(await tokens.readAccess(old)).toEqual(login);
    expect(await tokens.readRefresh(refresh.token)).toBe('user_1');

    const dropped = rotateKeyFile(path, { dropOlder: true });
    expect(dropped.kept).toEqual([]);
    now += keyFileMemoryMs;
    for (const token of [old, fresh]) {
      await expect(tokens.readAccess(token)).rejects.toMatchObject({
        code: 'AUTHENTICATION_REQUIRED',
      });
    }
    await expect(tokens.readRefresh(refresh.token)).rejects.toMatchObject({
      code: 'AUTHENTICATION_REQUIRED',
    });
  });

  it('is followed by a process that is shown a token of a key it has not seen', async () => {
    const here = makeTokens(keyFile(path, clock), clock);
    const there = makeTokens(keyFile(path, clock), clock);
    rotateKeyFile(path, { dropOlder: false });
    now += keyFileMemoryMs;
    const token = await here.signAccess(login);
    now -= keyFileMemoryMs;
    expect(await there.readAccess(token)).toEqual(login);
  });

  it('stays readable by its owner only, and leaves nothing beside it', () => {
    keyFile(path, clock);
    rotateKeyFile(path, { dropOlder: false });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(home)).toEqual(['tokens']);
  });

  it('is rotated by one at a time', () => {
    keyFile(path, clock);
    writeFileSync(`${path}.rotating`, '');
    const before = readFileSync(path, 'utf8');
    expect(() => rotateKeyFile(path, { dropOlder: false })).toThrow(/tokens\.rotating/);
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(existsSync(`${path}.rotating`)).toBe(true);
  });

  it('that is damaged while the process runs changes nothing, and is told once', () => {
    const troubles: unknown[] = [];
    const source = keyFile(path, clock, (error) => troubles.push(error));
    const keys = source.current();
    writeFileSync(path, 'k1:tooshort');
    now += keyFileMemoryMs;
    expect([source.current(), source.lookAgain()]).toEqual([keys, keys]);
    expect(troubles).toHaveLength(1);
    expect(String(troubles[0])).not.toContain('tooshort');
  });
});
