import type { Clock } from '@ai-etl/core';
import type { LanguageModel, TokenUsage } from './language-model.ts';
import type { ModelFailureKind } from './model-failure.ts';
import type { ProviderSettings } from './provider-settings.ts';

/** A provider that is ready: its model, guarded by retries and a circuit breaker. */
export interface OpenProvider {
  readonly settings: Pick<ProviderSettings, 'name' | 'model' | 'maxOutputTokens' | 'price'>;
  readonly model: LanguageModel;
}

/** Answers that were good, by key. One per project: what was said in one is not told in another. */
export interface AnswerCache {
  get(key: string): Promise<unknown>;
  put(key: string, answer: object): Promise<void>;
}

/**
 * What a provider said, by key, within one request. Words are planned again when the schema turns out to have
 * changed meanwhile; then nobody is asked a second time, or waits a second time for one that fails.
 */
export type SaidInRequest = Map<string, { readonly rounds: number } | FailedAnswer>;

export interface FailedAnswer {
  readonly because: string;
  /** Another provider would do no better, or may not be asked. */
  readonly isFinal: boolean;
}

/** What a project may spend, and has spent. */
export interface ModelLedger {
  /** Why nothing more may be asked now, for a person; null: go on. */
  refusal(): Promise<string | null>;
  spend(spent: ModelSpending): Promise<void>;
}

export interface ModelSpending extends TokenUsage {
  readonly provider: string;
  readonly model: string;
  /** Millionths of a US dollar, by the configured price. */
  readonly costMicros: number;
}

/** One call, for metrics. */
export interface ModelCall extends ModelSpending {
  readonly use: string;
  readonly outcome: 'answered' | ModelFailureKind;
  readonly seconds: number;
}

/** Values that a column holds. */
export interface ColumnSample {
  readonly column: string;
  readonly values: readonly string[];
  /** They are personal, and shown masked. */
  readonly masked: boolean;
}

/** Everything a use of models needs from outside. */
export interface ModelPorts {
  /** Asked in this order; the next one when the one before cannot answer. */
  readonly providers: readonly OpenProvider[];
  readonly cache: AnswerCache;
  readonly said: SaidInRequest;
  readonly ledger: ModelLedger;
  readonly clock: Clock;
  /** For all rounds and providers together. */
  readonly timeoutMs: number;
  /** Of what a prompt shows of the schema. */
  readonly schemaTokens: number;
  /**
   * A few values of a table's columns for a prompt, those of persons masked; none where nothing is known. Absent: no
   * value may leave. Never rejects.
   */
  readonly sampleValues?: (place: {
    readonly connectionId: string;
    readonly schema: string;
    readonly table: string;
  }) => Promise<readonly ColumnSample[]>;
  /** Why no model is to be asked for this project at all, for a person. Absent: they are. */
  readonly switchedOff?: string;
  readonly onCall?: (call: ModelCall) => void;
}
