import { createHash } from 'node:crypto';
import { invariant, type PublicationKey } from '@ai-etl/core';

/** Every table we make beside a user's begins so; catalogs hide them. */
export const ownTablePrefix = '_ai_etl_';

/** Every chunk table begins so. */
export const chunkTablePrefix = `${ownTablePrefix}chk_`;

export interface ChunkTableName {
  readonly runId: string;
  readonly attempt: number;
  readonly stepHash: string;
  readonly index: number;
}

/**
 * `stg` holds the loaded rows, `lnd` those whose values are still to be tested, `nxt` the next version of
 * a table while it is built. `old` was replaced and may hold rows of others that are nowhere else:
 * parseWorkTableName does not know it, so no sweep drops it.
 */
export type WorkTableKind = 'stg' | 'lnd' | 'nxt' | 'old';

/** `_ai_etl_stg_<run id tail>_<attempt>_<hash of the step>`: at most 63 bytes, PostgreSQL's limit. */
export function workTableName(kind: WorkTableKind, key: PublicationKey): string {
  const tail = runIdTail(key.runId);
  return `${ownTablePrefix}${kind}_${tail}_${key.attempt}_${stepHash(key.step)}`;
}

/** Name of the work table of another kind of the same run, attempt and step. */
export function siblingName(name: string, kind: WorkTableKind): string {
  return name.replace(/^_ai_etl_(?:stg|lnd|nxt|old)_/, `${ownTablePrefix}${kind}_`);
}

/** What a work table's name says, or undefined when it is none of ours. */
export function parseWorkTableName(
  name: string,
): { readonly runId: string; readonly attempt: number; readonly stepHash: string } | undefined {
  const match = /^_ai_etl_(?:stg|lnd|nxt)_([0-9A-Za-z]+)_(\d+)_([0-9a-f]{8})$/.exec(name);
  if (match === null) return undefined;
  return { runId: `run_${match[1]}`, attempt: Number(match[2]), stepHash: match[3] ?? '' };
}

/**
 * True for work tables of the same (run, step), of this attempt or an earlier one: an attempt that
 * slept for long must not touch what its successor loads.
 */
export function isWorkTableOf(name: string, key: PublicationKey): boolean {
  return isOf(parseWorkTableName(name), key);
}

/** `_ai_etl_chk_<run id tail>_<attempt>_<hash of the step>_<index>`: a chunk of a load. */
export function chunkTableName(key: PublicationKey, index: number): string {
  const tail = runIdTail(key.runId);
  return `${chunkTablePrefix}${tail}_${key.attempt}_${stepHash(key.step)}_${index}`;
}

/** What a chunk table's name says, or undefined when it is none of ours. */
export function parseChunkTableName(name: string): ChunkTableName | undefined {
  const match = /^_ai_etl_chk_([0-9A-Za-z]+)_(\d+)_([0-9a-f]{8})_(\d+)$/.exec(name);
  if (match === null) return undefined;
  return {
    runId: `run_${match[1]}`,
    attempt: Number(match[2]),
    stepHash: match[3] ?? '',
    index: Number(match[4]),
  };
}

/** True for chunk tables of the same (run, step), of this attempt or an earlier one. */
export function isChunkTableOf(name: string, key: PublicationKey): boolean {
  return isOf(parseChunkTableName(name), key);
}

function isOf(parsed: Omit<ChunkTableName, 'index'> | undefined, key: PublicationKey): boolean {
  return (
    parsed?.runId === `run_${runIdTail(key.runId)}` &&
    parsed.stepHash === stepHash(key.step) &&
    parsed.attempt <= key.attempt
  );
}

function stepHash(step: string): string {
  return createHash('sha256').update(step).digest('hex').slice(0, 8);
}

function runIdTail(runId: string): string {
  const tail = runId.replace(/^run_/, '');
  invariant(/^[0-9A-Za-z]{1,24}$/.test(tail), `run id ${runId} fits a table name`);
  return tail;
}
