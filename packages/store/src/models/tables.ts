import type { Generated, JSONColumnType } from 'kysely';

/** Language models; see migration 0025. */
export interface ModelTables {
  model_settings: {
    readonly organisation_id: string;
    project_id: string;
    enabled: boolean;
    tokens_per_day: number | null;
    cost_micros_per_day: number | null;
    timeout_seconds: number | null;
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
