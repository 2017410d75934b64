import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findLocalPath } from './local-path.ts';

describe('a path of this machine', () => {
  let home: string;
  let root: string;
  let other: string;
  const field = 'settings.path';
  const find = (path: string, roots: readonly string[] | undefined = [root]) =>
    findLocalPath({ path, roots, field });
  const isRefused = async (path: string, roots?: readonly string[]): Promise<string> => {
    const error: unknown = await find(path, roots).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'VALIDATION_ERROR',
      retryable: false,
      details: [{ field }],
    });
    return error instanceof Error ? error.message : '';
  };

  beforeAll(async () => {
    home = await realpath(await mkdtemp(join(tmpdir(), 'local-path-')));
    root = join(home, 'files');
    other = join(home, 'files-of-others');
    await mkdir(join(root, 'sub'), { recursive: true });
    await mkdir(other);
    await writeFile(join(root, 'a.db'), 'a');
    await writeFile(join(other, 'secret.db'), 'secret');
    await symlink(join(root, 'a.db'), join(root, 'link-inside.db'));
    await symlink(join(other, 'secret.db'), join(root, 'link-outside.db'));
    await symlink('../files-of-others', join(root, 'folder-outside'));
    await symlink(join(other, 'not-there.db'), join(root, 'link-to-nothing.db'));
    await symlink('loop-b', join(root, 'loop-a'));
    await symlink('loop-a', join(root, 'loop-b'));
    await symlink(root, join(home, 'files-by-link'));
  });
  afterAll(() => rm(home, { recursive: true }));

  it.each([
    ['a.db', 'a.db', 'file'],
    ['./sub/../a.db', 'a.db', 'file'],
    ['link-inside.db', 'a.db', 'file'],
    ['sub', 'sub', 'folder'],
    ['.', '.', 'folder'],
    ['new.db', 'new.db', 'missing'],
    ['sub/no/such/folder/new.db', 'sub/no/such/folder/new.db', 'missing'],
    ['..name.db', '..name.db', 'missing'],
  ])('%j lies below the first root', async (path, real, kind) => {
    expect(await find(path)).toEqual({ path: join(root, real), kind });
    expect(await find(join(root, path), [other, root])).toEqual({ path: join(root, real), kind });
  });

  it('may be a pipe or a device, which is said', async () => {
    expect(await find('/dev/null', ['/dev'])).toEqual({ path: '/dev/null', kind: 'other' });
  });

  it.each(['../files-of-others/secret.db', '..', '/', '/etc/passwd', 'sub/../../x', ''])(
    '%j is refused',
    async (path) => {
      await isRefused(path);
    },
  );

  it.each([
    'link-outside.db',
    'folder-outside',
    'folder-outside/secret.db',
    'folder-outside/new.db',
    'folder-outside/no/new.db',
    'link-to-nothing.db',
    'loop-a',
  ])('%j is refused, since a symbolic link leads out or nowhere', async (path) => {
    await isRefused(path);
    await isRefused(join(root, path));
  });

  it('whose root has a name that begins alike is refused', async () => {
    await isRefused(join(other, 'secret.db'));
  });

  it('outside tells nothing about what is there', async () => {
    const there = await isRefused(join(other, 'secret.db'));
    expect(await isRefused(join(other, 'nothing.db'))).toBe(there);
    expect(await isRefused(join(other, 'secret.db', 'below-a-file'))).toBe(there);
    expect(await isRefused('link-outside.db')).toBe(there);
  });

  it('below a file, too long or with NUL is refused', async () => {
    await isRefused('a.db/x');
    await isRefused('x'.repeat(5000));
    await isRefused('a.db\0.txt');
  });

  it('may lie below a root that is a link, or that is not there yet', async () => {
    const byLink = join(home, 'files-by-link');
    const found = { path: join(root, 'a.db'), kind: 'file' };
    expect(await find('a.db', [byLink])).toEqual(found);
    expect(await find(join(byLink, 'a.db'), [byLink])).toEqual(found);
    expect(await find(join(root, 'a.db'), [byLink])).toEqual(found);
    const missing = join(home, 'later');
    expect(await find('a.db', [missing])).toEqual({ path: join(missing, 'a.db'), kind: 'missing' });
  });

  it('is refused where no folder is allowed', async () => {
    for (const roots of [[], undefined]) {
      const message = await findLocalPath({ path: join(root, 'a.db'), roots, field }).catch(String);
      expect(message).toContain('AI_ETL_FILE_ROOTS');
    }
  });

  it('below the root of the file system is any', async () => {
    expect(await find(join(root, 'a.db'), ['/'])).toEqual({
      path: join(root, 'a.db'),
      kind: 'file',
    });
  });
});
