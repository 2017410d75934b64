import { createHash } from 'node:crypto';

/** Where a span is, as W3C Trace Context writes it: 32 and 16 hexadecimal digits. */
export interface SpanPlace {
  readonly traceId: string;
  readonly spanId: string;
}

/**
 * A run is one trace whose ids follow from the run's id: whoever reports it, and however often, it is
 * the same trace; and a request can point to it before it exists.
 */
export function runPlace(runId: string): SpanPlace {
  return { traceId: hexOf(`trace ${runId}`, 32), spanId: hexOf(`span ${runId}`, 16) };
}

export function taskPlace(runId: string, taskId: string): SpanPlace {
  return { traceId: runPlace(runId).traceId, spanId: hexOf(`span ${runId} ${taskId}`, 16) };
}

function hexOf(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/** Whose child a request is, by its traceparent header; null: nobody's, or not a valid one. */
export function parseTraceparent(
  header: string | readonly string[] | undefined,
): (SpanPlace & { readonly sampled: boolean }) | null {
  if (typeof header !== 'string') return null;
  // Later versions may append fields; ff is no version.
  const match = /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/.exec(
    header,
  );
  const [, version, traceId = '', spanId = '', flags = '', more] = match ?? [];
  if (/^0*$/.test(traceId) || /^0*$/.test(spanId)) return null;
  if (version === '00' && more !== undefined) return null;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}
