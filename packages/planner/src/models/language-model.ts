import type { ModelFailure } from './model-failure.ts';

/** One message of the talk with a model. */
export interface ModelMessage {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** What a model is asked. */
export interface Completion {
  readonly system: string;
  readonly messages: readonly ModelMessage[];
  /** What the answer must look like, as a JSON schema; null: plain text. */
  readonly schema: AnswerSchema | null;
  readonly maxOutputTokens: number;
  /** Ends the call, whatever the other side does. */
  readonly signal: AbortSignal;
}

export interface AnswerSchema {
  /** Some providers show it to the model: `pipeline`. */
  readonly name: string;
  /** Draft 7, closed objects whose properties are all required: what strict structured output takes. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** Tokens as the provider counts them; estimated from the texts where it does not say. */
export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** An answer in full, or why there is none. A failure may have cost tokens too. */
export type Completed =
  | { readonly ok: true; readonly text: string; readonly usage: TokenUsage }
  | { readonly ok: false; readonly failure: ModelFailure; readonly usage: TokenUsage };

/** A model behind any provider. */
export interface LanguageModel {
  /** As configured: `openrouter`. Metrics, answers and logs call it so. */
  readonly provider: string;
  /** As the provider calls it: `qwen/qwen3-32b`. */
  readonly model: string;
  /** Never rejects, and ends at the latest when the signal does. */
  complete(request: Completion): Promise<Completed>;
}

export const noTokens: TokenUsage = { inputTokens: 0, outputTokens: 0 };

export function addUsage(a: TokenUsage, b: TokenUsage): TokenUsage {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
  };
}

/** A careful guess for text of any script: a token has about three bytes or more. */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 3);
}
