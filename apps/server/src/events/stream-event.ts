import type { StoredEvent } from '@ai-etl/store';

/** An event as streams send it. */
export interface StreamEvent {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export function presentEvent({ id, type, occurredAt, data }: StoredEvent): StreamEvent {
  return { id, type, timestamp: occurredAt, data };
}
