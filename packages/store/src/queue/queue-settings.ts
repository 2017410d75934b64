import type { PgBoss } from 'pg-boss';
import { translateDatabaseError } from '../database/database-error.ts';
import type { StoreLog } from '../store-log.ts';

/** pg-boss keeps its tables apart from ours. */
export const queueSchema = 'ai_etl_queue';
export const queueName = 'runs';

/** Background trouble of pg-boss goes to the log: without a listener it would end the process. */
export function reportTrouble(boss: PgBoss, log: StoreLog): void {
  boss.on('error', (error) => {
    log.warn({ err: translateDatabaseError(error) }, 'the run queue had trouble');
  });
  boss.on('warning', ({ message }) => {
    log.warn({ reason: message }, 'the run queue warns');
  });
}
