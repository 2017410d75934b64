import { chmod, mkdir, mkdtemp, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { accountScratch } from './account-scratch.ts';

let parent: string;
beforeEach(async () => {
  parent = await realpath(await mkdtemp(join(tmpdir(), 'ai-etl-account-scratch-')));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(parent, { recursive: true, force: true });
});
const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

it('is a folder of the account alone, the same each time', async () => {
  const folder = await accountScratch('scratch', parent);
  expect(folder).toBe(join(parent, `scratch-${process.geteuid?.()}`));
  expect(await modeOf(folder)).toBe(0o700);
  await writeFile(join(folder, 'kept'), '');
  expect(await accountScratch('scratch', parent)).toBe(folder);
  expect((await stat(join(folder, 'kept'))).isFile()).toBe(true);
});

it('is closed to others where it was open', async () => {
  const folder = join(parent, `scratch-${process.geteuid?.()}`);
  await mkdir(folder);
  await chmod(folder, 0o777);
  await accountScratch('scratch', parent);
  expect(await modeOf(folder)).toBe(0o700);
});

it("is refused when it is somebody else's", async () => {
  const own = process.geteuid?.() ?? 0;
  vi.spyOn(process, 'geteuid').mockReturnValue(own + 1);
  await mkdir(join(parent, `scratch-${own + 1}`));
  await expect(accountScratch('scratch', parent)).rejects.toMatchObject({
    code: 'CONFIGURATION_INVALID',
    message: expect.stringContaining(
      `scratch-${own + 1} cannot be used: it belongs to user ${own}, this process is user ${own + 1}`,
    ),
  });
});

it.each([
  ['a symbolic link', 'it is a symbolic link', (at: string) => symlink(parent, at)],
  ['a symbolic link to nothing', 'it is a symbolic link', (at: string) => symlink('gone', at)],
  ['a file', 'it is no folder', (at: string) => writeFile(at, '')],
])('is refused when it is %s', async (_, reason, make) => {
  await make(join(parent, `scratch-${process.geteuid?.()}`));
  const before = await modeOf(parent);
  await expect(accountScratch('scratch', parent)).rejects.toMatchObject({
    code: 'CONFIGURATION_INVALID',
    message: expect.stringContaining(reason),
  });
  expect(await modeOf(parent)).toBe(before);
});

it('is refused when it cannot be made', async () => {
  await expect(accountScratch('scratch', join(parent, 'missing'))).rejects.toMatchObject({
    code: 'CONFIGURATION_INVALID',
    message: expect.stringContaining('ENOENT'),
  });
});
