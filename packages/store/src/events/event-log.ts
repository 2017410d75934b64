import { sql, type Kysely } from 'kysely';
import type { AllTables } from '../database/schema.ts';
import type { StoredEvent } from './event.ts';
import { eventColumns } from './event-row.ts';
import type { Bell } from './bell.ts';

/** The log of all organisations, for readers that fan it out. Requests go through events.ts. */
export interface EventLog {
  /** Brings committed events into the log and webhooks' deliveries into being. Cheap when there are none. */
  sequence(): Promise<number>;
  /** In order; what is read once is never followed by something before it. */
  readAfter(position: number, limit: number): Promise<readonly StoredEvent[]>;
  /** Position of the newest event; 0: there was none yet. */
  latestPosition(): Promise<number>;
  /** Deletes what is older than its kind is kept; answers how many. */
  prune(retention: EventRetention): Promise<number>;
  /** Calls `ring` when something may have happened, until it is stopped. */
  listen(ring: () => void): Bell;
}

export interface EventRetention {
  readonly noticeDays: number;
}

/** Rows one statement deletes: no long locks, no long statements. */
const pruneBatch = 5_000;

export function eventLogOf(db: Kysely<AllTables>, listen: (ring: () => void) => Bell): EventLog {
  return {
    listen,

    sequence: async () => {
      const { rows } = await sql<{
        moved: number;
      }>`select ai_etl.sequence_events() as moved`.execute(db);
      return rows[0]?.moved ?? 0;
    },

    readAfter: (position, limit) =>
      db
        .selectFrom('events')
        .select(eventColumns)
        .where('position', '>', position)
        .orderBy('position')
        .limit(limit)
        .execute(),

    latestPosition: async () => {
      const row = await db
        .selectFrom('events')
        .select(({ fn }) => fn.max('position').as('position'))
        .executeTakeFirst();
      return row?.position ?? 0;
    },

    prune: async ({ noticeDays }) => {
      let pruned = 0;
      for (;;) {
        // Progress is worth nothing an hour later; logs and tasks are kept with the run anyway.
        const { rows } = await sql<{ position: number }>`
          delete from ai_etl.events where position in (
            select position from ai_etl.events
            where occurred_at < now() - interval '1 hour'
              and (type = 'run.progress'
                or (occurred_at < now() - interval '1 day' and type in
                  ('run.log', 'run.queued', 'run.retrying', 'task.started', 'task.completed', 'task.failed'))
                or occurred_at < now() - ${noticeDays} * interval '1 day')
            limit ${pruneBatch})
          returning position`.execute(db);
        pruned += rows.length;
        if (rows.length < pruneBatch) return pruned;
      }
    },
  };
}
