/** Which protocol a provider speaks. */
export type ProviderKind = 'openai-compatible' | 'anthropic';

/** A configured provider and the model to ask there. */
export interface ProviderSettings {
  /** Lower-case word of your own: `ollama`. */
  readonly name: string;
  readonly kind: ProviderKind;
  /** `http://localhost:11434/v1`; requests go to paths below it. */
  readonly baseUrl: string;
  readonly model: string;
  /** Null: the provider asks for none. */
  readonly apiKey: string | null;
  /**
   * How the shape of the answer is asked for: `json_schema` where the provider holds the model to it,
   * `json` where it only promises JSON, `text` where neither is known. The answer is read the same.
   */
  readonly output: 'json_schema' | 'json' | 'text';
  /** Of one answer. */
  readonly maxOutputTokens: number;
  /** US dollars for a million tokens; null: not known, and counted as nothing. */
  readonly price: { readonly input: number; readonly output: number } | null;
}

export const anthropicUrl = 'https://api.anthropic.com/v1';
