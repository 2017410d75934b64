import type { Kysely } from 'kysely';
import type { EnqueueOptions } from '@ai-etl/core';
import type { AllTables } from '../database/schema.ts';

/** Puts jobs into the queue as part of a transaction of ours: both are stored, or neither. */
export interface JobSender {
  send(trx: Kysely<AllTables>, runId: string, options?: EnqueueOptions): Promise<void>;
}
