import type { Clock } from '@ai-etl/core';

/** Remembers answers for a short time, so that many who ask at once cost one question. */
export interface ShortMemory<Value> {
  /** The remembered answer, or that of `read`, which callers at the same time share. */
  recall(key: string, read: () => Promise<Value>): Promise<Value>;
  /** Forgets those that `affected` picks, and any that are being read at this moment. */
  forget(affected: (value: Value) => boolean): void;
}

interface Entry<Value> {
  readonly answer: Promise<Value>;
  readonly readAtMs: number;
  /** Undefined while it is being read. */
  value: { readonly is: Value } | undefined;
}

/** Bounds the memory: about 0.5 kB each. */
const rememberedAnswers = 5_000;

/** `lifetimeMs` counts from the question, so an answer is never older than that. */
export function makeShortMemory<Value>(clock: Clock, lifetimeMs: number): ShortMemory<Value> {
  const entries = new Map<string, Entry<Value>>();
  return {
    recall: (key, read) => {
      const known = entries.get(key);
      if (known !== undefined && clock.now() - known.readAtMs < lifetimeMs) return known.answer;
      // In order of asking, so that the first is the oldest.
      entries.delete(key);
      if (entries.size >= rememberedAnswers) forgetOldest(entries);
      const answer = read();
      const entry: Entry<Value> = { answer, readAtMs: clock.now(), value: undefined };
      entries.set(key, entry);
      answer.then(
        (is) => {
          entry.value = { is };
        },
        () => {
          // A failure is told to those who wait for it, and not remembered.
          if (entries.get(key) === entry) entries.delete(key);
        },
      );
      return answer;
    },
    forget: (affected) => {
      for (const [key, { value }] of entries) {
        if (value === undefined || affected(value.is)) entries.delete(key);
      }
    },
  };
}

function forgetOldest(entries: Map<string, unknown>): void {
  const oldest = entries.keys().next();
  if (oldest.done !== true) entries.delete(oldest.value);
}
