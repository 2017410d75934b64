import { appendFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { AiEtlError } from '@ai-etl/core';

/** Where lineage events go: to an HTTP endpoint, to a file as JSON lines, or to both. */
export interface LineageTarget {
  readonly url: string | null;
  /** Sent as `Authorization: Bearer …`. */
  readonly apiKey: string | null;
  readonly file: string | null;
}

const patienceMs = 10_000;
/** Answers that may be another the next time. */
const passing = new Set([408, 425, 429]);

/**
 * Sends one event. Throws when it may be sent again: no answer, or an answer of the server's
 * trouble. An event that the receiver refuses for good is logged and given up.
 */
export type LineageSink = (event: object) => Promise<void>;

export function makeLineageSink(target: LineageTarget, log: Pick<Logger, 'warn'>): LineageSink {
  return async (event) => {
    if (target.url !== null) await post(target.url, target.apiKey, { event, log });
    if (target.file !== null) {
      await appendFile(target.file, `${JSON.stringify(event)}\n`, { mode: 0o600 });
    }
  };
}

async function post(
  url: string,
  apiKey: string | null,
  { event, log }: { readonly event: object; readonly log: Pick<Logger, 'warn'> },
): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
    },
    body: JSON.stringify(event),
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceMs),
  });
  await answer.body?.cancel();
  if (answer.ok) return;
  const refusedForGood = answer.status >= 300 && answer.status < 500 && !passing.has(answer.status);
  if (!refusedForGood) {
    throw new AiEtlError('SERVICE_UNAVAILABLE', `The lineage receiver answered ${answer.status}.`);
  }
  log.warn({ status: answer.status }, 'a lineage event was refused and is given up');
}
