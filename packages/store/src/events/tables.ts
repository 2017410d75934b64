import type { GeneratedAlways, JSONColumnType } from 'kysely';
import type { EventType } from './event.ts';

interface EventColumns {
  readonly organisation_id: string;
  project_id: string | null;
  pipeline_id: string | null;
  run_id: string | null;
  type: EventType;
  data: JSONColumnType<Record<string, unknown>>;
}

/** The outbox of what happened; see migration 0015. */
export interface EventTables {
  /** Written by triggers and `record`; read by sequence_events() alone. */
  event_inbox: EventColumns & { event_id: GeneratedAlways<string> };
  events: EventColumns & {
    position: GeneratedAlways<number>;
    id: string;
    occurred_at: string;
  };
}
