import type { Generated, JSONColumnType } from 'kysely';

/** A provider that a project brings itself; its key is kept apart. */
export interface OwnModelProvider {
  readonly kind: 'openai-compatible' | 'anthropic';
  readonly baseUrl: string;
  readonly model: string;
  readonly output: 'json_schema' | 'json' | 'text';
  readonly maxOutputTokens: number;
  /** US dollars for a million tokens; null: not known. */
  readonly price: { readonly input: number; readonly output: number } | null;
}

/** Language models; see migrations 0025 and 0026. */
export interface ModelTables {
  model_settings: {
    readonly organisation_id: string;
    project_id: string;
    enabled: boolean;
    tokens_per_day: number | null;
    cost_micros_per_day: number | null;
    timeout_seconds: number | null;
    share_values: boolean | null;
    provider: JSONColumnType<OwnModelProvider> | null;
    sealed_key: string | null;
    updated_by: string | null;
    updated_at: Generated<string>;
  };
  model_usage: {
    readonly organisation_id: string;
    project_id: string;
    day: string;
    provider: string;
    model: string;
    calls: number;
    input_tokens: number;
    output_tokens: number;
    cost_micros: number;
  };
  model_answers: {
    readonly organisation_id: string;
    project_id: string;
    key: string;
    answer: JSONColumnType<object>;
    created_at: Generated<string>;
  };
}
