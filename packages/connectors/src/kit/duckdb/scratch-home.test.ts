import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { claimScratchHome } from './scratch-home.ts';

it('removes what processes of this machine left that are gone, and nothing else', async () => {
  const home = await mkdtemp(join(tmpdir(), 'ai-etl-scratch-home-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const machine = encodeURIComponent(hostname());
  const { pid: gone } = spawnSync(process.execPath, ['--version']);
  const left = [`${machine}-${gone}`, `${machine}-${process.pid}`];
  const kept = [`${machine}-${process.ppid}`, `elsewhere-${gone}`, 'notes'];
  for (const name of [...left, ...kept]) {
    await mkdir(join(home, name));
    await writeFile(join(home, name, 'spilled'), 'rows');
  }

  const own = await claimScratchHome(home);

  expect(own).toBe(join(home, `${machine}-${process.pid}`));
  expect(existsSync(own)).toBe(true);
  expect(left.map((name) => existsSync(join(home, name, 'spilled')))).toEqual([false, false]);
  expect(kept.map((name) => existsSync(join(home, name, 'spilled')))).toEqual([true, true, true]);
});
