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

const printed = new WeakMap<StoredEvent, string>();

/** Its JSON, made once for however many hear it. */
export function printEvent(event: StoredEvent): string {
  const known = printed.get(event);
  if (known !== undefined) return known;
  const text = JSON.stringify(presentEvent(event));
  printed.set(event, text);
  return text;
}
