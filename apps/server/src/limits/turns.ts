import { AiEtlError } from '@ai-etl/core';

export interface TurnLimits {
  /** At work at the same time, over all organisations and of one. */
  readonly atWork: number;
  readonly atWorkOfOne: number;
  /** Requests of one organisation that may wait for their turn. */
  readonly waitingOfOne: number;
  readonly patienceMs: number;
}

/** What costs processor time, or a connection to somebody's database, for seconds. */
export const heavyLimits: TurnLimits = {
  atWork: 16,
  atWorkOfOne: 8,
  waitingOfOne: 100,
  patienceMs: 30_000,
};

/** Lets only so much heavy work be done at once in this process; the rest waits for its turn. */
export interface Turns {
  /**
   * Resolves with what gives the turn back, which may be called twice. Throws RATE_LIMIT_EXCEEDED
   * when too many of the organisation wait, or it took too long; the signal's reason when aborted.
   */
  take(organisationId: string, signal: AbortSignal): Promise<() => void>;
}

/** Organisations take turns: one with a hundred waiting requests does not hold up one with one. */
export function makeTurns(limits: TurnLimits): Turns {
  const lines = new Map<string, Line>();
  let atWork = 0;

  const startNext = (): void => {
    for (const [organisationId, line] of lines) {
      if (atWork >= limits.atWork) return;
      if (line.atWork >= limits.atWorkOfOne) continue;
      const next = line.waiting.shift();
      if (next === undefined) continue;
      // To the end of the round.
      lines.delete(organisationId);
      lines.set(organisationId, line);
      begin(organisationId, line, next);
    }
  };
  const begin = (organisationId: string, line: Line, start: (end: () => void) => void): void => {
    line.atWork += 1;
    atWork += 1;
    let ended = false;
    start(() => {
      if (ended) return;
      ended = true;
      line.atWork -= 1;
      atWork -= 1;
      if (line.atWork === 0 && line.waiting.length === 0) lines.delete(organisationId);
      startNext();
    });
  };

  return {
    take: (organisationId, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const line = lines.get(organisationId) ?? { atWork: 0, waiting: [] };
        lines.set(organisationId, line);
        if (atWork < limits.atWork && line.atWork < limits.atWorkOfOne) {
          begin(organisationId, line, resolve);
          return;
        }
        if (line.waiting.length >= limits.waitingOfOne) {
          reject(tooBusy(1));
          return;
        }
        const leave = (reason: unknown): void => {
          const place = line.waiting.indexOf(start);
          if (place >= 0) line.waiting.splice(place, 1);
          settle();
          reject(reason);
        };
        const timer = setTimeout(() => leave(tooBusy(5)), limits.patienceMs);
        const onAbort = (): void => leave(signal.reason);
        const settle = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', onAbort);
        };
        const start = (end: () => void): void => {
          settle();
          resolve(end);
        };
        signal.addEventListener('abort', onAbort, { once: true });
        line.waiting.push(start);
      }),
  };
}

interface Line {
  atWork: number;
  readonly waiting: ((end: () => void) => void)[];
}

function tooBusy(seconds: number): AiEtlError {
  return new AiEtlError(
    'RATE_LIMIT_EXCEEDED',
    'Too many expensive requests of your organisation are under way. Wait for some to end, then try again.',
    { details: [{ field: 'retry_after', error: String(seconds) }] },
  );
}
