import { readFileSync, realpathSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';
import { AiEtlError } from '@ai-etl/core';
import { isErrno } from './errno.ts';
import { readFileIfPresent, writePrivateFile } from './private-file.ts';

/** An account of this machine that a server runs as, because database servers refuse root. */
export interface ServerAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Existing accounts that root may drop to, best first. */
const CANDIDATES = ['postgres', 'nobody', 'daemon'] as const;

/**
 * The account to drop to when this process is root; undefined when it is an ordinary user.
 * Errors: LOCAL_SERVER_FAILED when the machine has no unprivileged account.
 */
export function chooseServerAccount(
  uid = process.getuid?.(),
  passwd = readPasswd(),
): ServerAccount | undefined {
  if (uid !== 0) return undefined;
  const accounts = parseAccounts(passwd);
  for (const name of CANDIDATES) {
    const account = accounts.find((candidate) => candidate.name === name && candidate.uid !== 0);
    if (account !== undefined) return account;
  }
  throw new AiEtlError(
    'LOCAL_SERVER_FAILED',
    `Database servers do not run as root, and this machine has none of the accounts ` +
      `${CANDIDATES.join(', ')}. Run as an ordinary user, or set DATABASE_URL.`,
  );
}

/** Reads the lines of /etc/passwd; lines that are no account are left out. */
export function parseAccounts(passwd: string): readonly ServerAccount[] {
  return passwd.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    if (name === undefined || uid === undefined || gid === undefined) return [];
    const account = { name, uid: Number(uid), gid: Number(gid) };
    return Number.isInteger(account.uid) && Number.isInteger(account.gid) ? [account] : [];
  });
}

/**
 * Directory that holds data and copied binaries of a server (`postgres`). It is inside `home`
 * wherever the account may enter `home`; else (root whose home is /root, mode 0700) below /var/lib,
 * named after `home`.
 */
export function chooseServerRoot(
  home: string,
  server: string,
  account: ServerAccount | undefined,
): string {
  const inside = join(home, server);
  if (account === undefined || isEnterableByAll(home)) return inside;
  const fingerprint = createHash('sha256').update(resolve(home)).digest('hex').slice(0, 12);
  return join('/var/lib/ai-etl', `${basename(resolve(home))}-${fingerprint}`, server);
}

/** Where the data went at first start; permissions of the home may have changed since. */
export function recallServerRoot(
  place: { readonly home: string; readonly stateDirectory: string; readonly server: string },
  account: ServerAccount | undefined,
): string {
  const path = join(place.stateDirectory, 'root');
  const recalled = readFileIfPresent(path)?.trim();
  if (recalled !== undefined && recalled !== '') return recalled;
  const chosen = chooseServerRoot(place.home, place.server, account);
  writePrivateFile(path, `${chosen}\n`);
  return chosen;
}

/** A path without symbolic links, as a server's command line shows it. */
export function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // Not there yet, or not for us to look at: then the name as given has to do.
    return path;
  }
}

/** Whether any account may pass through this directory and all above it. */
export function isEnterableByAll(directory: string): boolean {
  for (let path = resolve(directory); ; path = dirname(path)) {
    try {
      if ((statSync(path).mode & 0o001) === 0) return false;
    } catch (error) {
      if (!isErrno(error, 'ENOENT')) return false;
    }
    if (path === dirname(path)) return true;
  }
}

function readPasswd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return '';
    throw error;
  }
}
