import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loginFile } from './token-file.ts';

const login = (name: string) => ({
  email: `${name}@example.com`,
  tokens: { accessToken: `access-${name}`, refreshToken: `refresh-${name}`, expiresAt: 1 },
});

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'ai-etl-cli-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

describe('the file of logins', () => {
  it('is for its owner alone, and so is its folder', async () => {
    const folder = join(parent, 'ai-etl');
    await loginFile(folder).save('http://a', login('a'));
    expect((await stat(join(folder, 'credentials.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('keeps the logins of several servers apart', async () => {
    const file = loginFile(parent);
    await file.save('http://a', login('a'));
    await file.save('http://b', login('b'));
    expect(await file.currentServer()).toBe('http://b');
    expect(await file.find('http://a')).toEqual(login('a'));
    expect(await file.find('http://c')).toBeNull();
    await file.save('http://b', null);
    expect(await file.find('http://b')).toBeNull();
    expect(await file.find('http://a')).toEqual(login('a'));
  });

  it('still knows the server of a login that has ended, so that one logs in there again', async () => {
    const file = loginFile(parent);
    await file.save('http://a', login('a'));
    await file.storeFor('http://a').save(null);
    expect(await file.currentServer()).toBe('http://a');
  });

  it('takes renewed tokens, and nothing for a login that was forgotten meanwhile', async () => {
    const file = loginFile(parent);
    await file.save('http://a', login('a'));
    const store = file.storeFor('http://a');
    await store.save(login('new').tokens);
    expect(await file.find('http://a')).toEqual({ ...login('new'), email: 'a@example.com' });
    await file.save('http://a', null);
    await store.save(login('late').tokens);
    expect(await file.find('http://a')).toBeNull();
  });

  it('that cannot be read counts as none, and the next login mends it', async () => {
    await writeFile(join(parent, 'credentials.json'), '{ half');
    const file = loginFile(parent);
    expect(await file.find('http://a')).toBeNull();
    await file.save('http://a', login('a'));
    expect(JSON.parse(await readFile(join(parent, 'credentials.json'), 'utf8'))).toMatchObject({
      current: 'http://a',
    });
  });

  it('lets one renewal run at a time', async () => {
    const store = loginFile(parent).storeFor('http://a');
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await Promise.all([1, 2, 3].map(async () => store.exclusively?.(work)));
    expect(most).toBe(1);
  });
});
