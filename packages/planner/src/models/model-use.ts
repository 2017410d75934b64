import type { AnswerSchema } from './language-model.ts';

/** Something a model is asked for: what it is told, what shape it answers in, and how that is judged. */
export interface ModelUse<Value> {
  /** `pipelines`: part of cache keys and metrics. */
  readonly name: string;
  /** Raised with every change of prompt or schema; part of cache keys. */
  readonly promptVersion: number;
  readonly system: string;
  /** The user's words and what they are read against. */
  readonly prompt: string;
  readonly schema: AnswerSchema;
  /** The user's words; two requests of the same words share an answer. */
  readonly words: string;
  /** What the answer depends on besides the words: the linked part of the schema. Hashed. */
  readonly shown: string;
  /**
   * The guard: whatever the model wrote, nothing passes that the caller could not have said
   * themselves. Asked again for an answer that was remembered.
   */
  read(answer: unknown): ReadAnswer<Value> | Promise<ReadAnswer<Value>>;
}

/** Problems are worded for the model, which may mend them. */
export type ReadAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly string[] };
