import { randomBytes } from 'node:crypto';
import { makeId, type IdKind } from '@ai-etl/core';

/** A fresh public id, 100 random bits. */
export function newId(kind: IdKind): string {
  return makeId(kind, randomBytes(20));
}
