import { chmod, lstat, mkdir } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { AiEtlError, messageOf } from '@ai-etl/core';
import { codeOf } from './network-error.ts';

/**
 * The folder `<name>-<user id>` in the system's temporary folder, which is made where it is missing
 * and open to this account only (mode 0700). Everybody may write next to it, so what lies there is
 * not trusted by its name. Throws CONFIGURATION_INVALID when it is a symbolic link, no folder, or
 * somebody else's, and when it cannot be made.
 */
export async function accountScratch(name: string, parent = tmpdir()): Promise<string> {
  const account = process.geteuid?.();
  const folder = join(parent, `${name}-${account ?? userInfo().username}`);
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw refused(folder, messageOf(error));
  }
  const found = await lstat(folder);
  if (found.isSymbolicLink()) throw refused(folder, 'it is a symbolic link');
  if (!found.isDirectory()) throw refused(folder, 'it is no folder');
  if (account !== undefined && found.uid !== account) {
    throw refused(folder, `it belongs to user ${found.uid}, this process is user ${account}`);
  }
  if ((found.mode & 0o777) !== 0o700) await chmod(folder, 0o700);
  return folder;
}

function refused(folder: string, reason: string): AiEtlError {
  return new AiEtlError(
    'CONFIGURATION_INVALID',
    `The folder for temporary files ${folder} cannot be used: ${reason}. It must be a folder of this account; remove what is there, or set TMPDIR to another folder.`,
  );
}
