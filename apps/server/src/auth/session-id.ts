import { randomBytes } from 'node:crypto';
import { makeId } from '@ai-etl/core';

/** A fresh `ses_…`, 100 random bits. */
export function newSessionId(): string {
  return makeId('session', randomBytes(20));
}
