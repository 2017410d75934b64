import { closeSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { AiEtlError, type Clock } from '@ai-etl/core';
import {
  newKeyPair,
  parseKeys,
  printKeys,
  readOrCreateKeys,
  type SymmetricKeys,
} from './key-ring.ts';

/** Keys that may be rotated while the process runs. */
export interface KeySource {
  /** The same object until they change. */
  current(): SymmetricKeys;
  /** The same, looked at anew: a token names a key that was not there a moment ago. */
  lookAgain(): SymmetricKeys;
}

/** Keys from the environment: they change with a restart. */
export function fixedKeys(keys: SymmetricKeys): KeySource {
  return { current: () => keys, lookAgain: () => keys };
}

/** How long a process may go on with keys that have been rotated or dropped. */
export const keyFileMemoryMs = 1_000;

/**
 * The keys of a file, made on first use, read again when the file has changed: every process of
 * this machine follows a rotation within a second. One that cannot be read keeps what was there.
 */
export function keyFile(
  path: string,
  clock: Pick<Clock, 'now'>,
  onTrouble: (error: unknown) => void = () => undefined,
): KeySource {
  let keys = readOrCreateKeys(path);
  let stamp = stampOf(path);
  let lookedAtMs = clock.now();

  const lookAgain = (): SymmetricKeys => {
    lookedAtMs = clock.now();
    const found = stampOf(path);
    if (found === stamp) return keys;
    // Also for one that is damaged: it is told once, not for every request.
    stamp = found;
    try {
      keys = readOrCreateKeys(path);
    } catch (error) {
      onTrouble(error);
    }
    return keys;
  };
  return {
    current: () => (clock.now() - lookedAtMs < keyFileMemoryMs ? keys : lookAgain()),
    lookAgain,
  };
}

export interface Rotation {
  readonly activeId: string;
  /** Ids of older keys that still read what they signed. */
  readonly kept: readonly string[];
}

/**
 * Puts a fresh key in front of a key file. Older ones stay, so that what they signed stays valid,
 * unless `dropOlder`. Throws CONFIGURATION_INVALID, also while another rotation is at work.
 */
export function rotateKeyFile(
  path: string,
  { dropOlder }: { readonly dropOlder: boolean },
): Rotation {
  const lock = `${path}.rotating`;
  try {
    closeSync(openSync(lock, 'wx', 0o600));
  } catch (cause) {
    throw new AiEtlError(
      'CONFIGURATION_INVALID',
      `The keys in ${path} cannot be rotated now: ${lock} cannot be made. If no other rotation is at work, remove it.`,
      { cause },
    );
  }
  try {
    const older = dropOlder ? [] : readOrCreateKeys(path).keys;
    const fresh = newKeyPair();
    const text = printKeys([fresh, ...older]);
    parseKeys(text, path);
    const draft = `${path}.${randomUUID()}`;
    writeFileSync(draft, text, { mode: 0o600, flush: true });
    renameSync(draft, path);
    return { activeId: fresh.id, kept: older.map((one) => one.id) };
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Changes with every rename into place. */
function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? 'none' : `${stat.ino} ${stat.mtimeMs} ${stat.size}`;
}
