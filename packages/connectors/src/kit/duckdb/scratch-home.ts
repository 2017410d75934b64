import { mkdir, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/**
 * A directory of this process for its scratch databases, below `home`. Those of processes of this
 * machine that are gone are removed: a scratch database cleans up behind itself and behind a
 * worker that dies, but not when the whole machine went down with both.
 */
export async function claimScratchHome(home: string): Promise<string> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  // Machines may share a home, and tell nothing about each other's processes.
  const machine = encodeURIComponent(hostname());
  for (const name of await readdir(home)) {
    const cut = name.lastIndexOf('-');
    const pid = Number(name.slice(cut + 1));
    if (name.slice(0, cut) !== machine || pid === process.pid || isRunning(pid)) continue;
    await rm(join(home, name), { recursive: true, force: true });
  }
  const own = join(home, `${machine}-${process.pid}`);
  // What lies there is of an earlier process with this id.
  await rm(own, { recursive: true, force: true });
  await mkdir(own, { mode: 0o700 });
  return own;
}

/** Signal 0 only asks. */
function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, as somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
