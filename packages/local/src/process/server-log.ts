import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { isErrno } from './errno.ts';

const ROTATE_ABOVE_BYTES = 16 * 1024 * 1024;
const TAIL_BYTES = 16 * 1024;

/** Opens a server's log for appending; a large one is set aside as `<path>.1` first. */
export function openServerLog(path: string): number {
  if (sizeOf(path) > ROTATE_ABOVE_BYTES) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

/** Size of the log now, to read later only what came after. */
export function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return 0;
    throw error;
  }
}

/** The last lines written since `fromByte`, for the message of an error. */
export function readLogTail(path: string, fromByte = 0, lines = 12): string {
  const size = sizeOf(path);
  const start = Math.max(Math.min(fromByte, size), size - TAIL_BYTES);
  if (size <= start) return '(its log is empty)';
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(Math.max(0, fstatSync(file).size - start));
    const read = readSync(file, buffer, 0, buffer.length, start);
    const text = buffer.subarray(0, read).toString('utf8').trimEnd();
    return text === '' ? '(its log is empty)' : text.split('\n').slice(-lines).join('\n');
  } finally {
    closeSync(file);
  }
}
