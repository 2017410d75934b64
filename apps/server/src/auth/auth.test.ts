import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '@ai-etl/core';
import { parseKeys, readOrCreateKeys } from './key-ring.ts';
import { fixedKeys } from './key-source.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import { isAllowed, permissions, roles } from './permissions.ts';
import { accessTokenSeconds, makeTokens } from './tokens.ts';

let now = Date.parse('2026-01-01T00:00:00Z');
const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
const ring = (id: string) => ({ activeId: id, keys: [{ id, key: randomBytes(32) }] });
const login = { userId: 'user_1', organisationId: 'org_1', sessionId: 'ses_1' };

describe('tokens', () => {
  it('say who is calling, for an hour', async () => {
    const tokens = makeTokens(fixedKeys(ring('k1')), clock);
    const token = await tokens.signAccess(login);
    expect(await tokens.readAccess(token)).toEqual(login);
    now += accessTokenSeconds * 1000 - 1000;
    expect(await tokens.readAccess(token)).toEqual(login);
    now += 1001;
    await expect(tokens.readAccess(token)).rejects.toMatchObject({
      code: 'AUTHENTICATION_REQUIRED',
      message: expect.stringContaining('expired'),
    });
  });

  it('survive a new signing key while the old one stays in the ring', async () => {
    const old = ring('k1');
    const token = await makeTokens(fixedKeys(old), clock).signAccess(login);
    const rotated = { activeId: 'k2', keys: [...ring('k2').keys, ...old.keys] };
    expect(await makeTokens(fixedKeys(rotated), clock).readAccess(token)).toEqual(login);
    await expect(makeTokens(fixedKeys(ring('k2')), clock).readAccess(token)).rejects.toMatchObject({
      code: 'AUTHENTICATION_REQUIRED',
    });
  });

  it('of other keys, audiences, algorithms and shapes are refused', async () => {
    const keys = ring('k1');
    const tokens = makeTokens(fixedKeys(keys), clock);
    const key = keys.keys[0]?.key ?? new Uint8Array();
    const seconds = Math.floor(now / 1000);
    const claims = { sub: 'user_1', org: 'org_1', sid: 'ses_1', iat: seconds, exp: seconds + 60 };
    const sign = (change: object) =>
      new SignJWT({ ...claims, iss: 'ai-etl', aud: 'ai-etl-api', ...change })
        .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
        .sign(key);
    expect(await tokens.readAccess(await sign({}))).toEqual(login);
    const { token: refresh } = await tokens.signRefresh('user_1');
    const valid = await tokens.signAccess(login);
    const bad = [
      refresh,
      await sign({ sid: undefined }),
      await sign({ org: 7 }),
      await sign({ aud: 'elsewhere' }),
      await sign({ exp: undefined }),
      await sign({ iss: 'elsewhere' }),
      await sign({ exp: seconds - 1 }),
      await makeTokens(fixedKeys(ring('k1')), clock).signAccess(login),
      new UnsecuredJWT({ ...claims, iss: 'ai-etl', aud: 'ai-etl-api' }).encode(),
      `${valid.slice(0, -4)}AAAA`,
      'x.y.z',
      '',
    ];
    for (const token of bad) {
      await expect(tokens.readAccess(token), token).rejects.toMatchObject({
        code: 'AUTHENTICATION_REQUIRED',
      });
    }
  });
});

describe('passwords', () => {
  it('match only their own hash, and never nobody', async () => {
    const stored = await hashPassword('correct');
    expect(stored).toMatch(/^\$argon2id\$/);
    expect(await passwordMatches('correct', stored)).toBe(true);
    expect(await passwordMatches('wrong', stored)).toBe(false);
    expect(await passwordMatches('nobody has this password', null)).toBe(false);
  });
});

describe('key files', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'ai-etl-keys-'));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it('are made once, for their owner only', () => {
    const path = join(home, 'keys', 'tokens');
    const made = readOrCreateKeys(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readOrCreateKeys(path)).toEqual(made);
    expect(made.keys[0]?.key).toHaveLength(32);
  });

  it('may hold older keys behind the active one', () => {
    const text = `new:${randomBytes(32).toString('base64')},old:${randomBytes(32).toString('base64')}`;
    expect(parseKeys(text, 'x')).toMatchObject({
      activeId: 'new',
      keys: [{ id: 'new' }, { id: 'old' }],
    });
  });

  it('that are damaged are named, and not shown', () => {
    const path = join(home, 'tokens');
    writeFileSync(path, 'k1:tooshort');
    expect(() => readOrCreateKeys(path)).toThrow(path);
    expect(() => readOrCreateKeys(path)).not.toThrow(/tooshort/);
    expect(readFileSync(path, 'utf8')).toBe('k1:tooshort');
  });
});

describe('roles', () => {
  it('each may what the lesser ones may, and admins everything', () => {
    for (const permission of permissions) {
      const may = roles.map((role) => isAllowed(role, permission));
      expect([permission, may]).toEqual([
        permission,
        may.toSorted((a, b) => Number(b) - Number(a)),
      ]);
      expect(may[0]).toBe(true);
    }
  });

  it.each([
    ['viewer', ['pipelines:read', 'connections:read'], ['data:read', 'pipelines:run']],
    ['analyst', ['data:read', 'pipelines:run', 'ai:use'], ['pipelines:write', 'data:unmask']],
    ['engineer', ['pipelines:deploy', 'connections:write'], ['webhooks:write', 'projects:write']],
    ['architect', ['webhooks:write', 'data:unmask'], ['members:write', 'audit:read']],
  ] as const)('a %s may what its work needs, and not more', (role, allowed, refused) => {
    expect(allowed.filter((one) => !isAllowed(role, one))).toEqual([]);
    expect(refused.filter((one) => isAllowed(role, one))).toEqual([]);
  });
});
