import { randomFillSync } from 'node:crypto';
import { makeId } from '@ai-etl/core';

const idBytes = 20;

/** Asking the system for each id took a tenth of the time of a status request. */
const pool = new Uint8Array(idBytes * 256);
let used = pool.length;

/** A fresh `req_…`, 100 random bits. */
export function newRequestId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += idBytes;
  return makeId('request', pool.subarray(used - idBytes, used));
}
