/** What the documentation shows. */

const provider = {
  kind: 'openai-compatible' as const,
  base_url: 'https://openrouter.ai/api/v1',
  model: 'qwen/qwen3-32b',
  output: 'json_schema' as const,
  max_output_tokens: 4096,
  price: { input: 0.1, output: 0.3 },
};

const settings = {
  enabled: true,
  share_values: true,
  tokens_per_day: 2_000_000,
  dollars_per_day: 5,
  timeout_seconds: 30,
};

export const newSettingsExample = {
  ...settings,
  provider: { ...provider, api_key: 'sk-or-v1-0123456789' },
};

export const settingsExample = {
  project_id: 'proj_123',
  ...settings,
  provider: { ...provider, has_api_key: true },
  spent_today: { calls: 41, input_tokens: 95_200, output_tokens: 8100, dollars: 0.012 },
  updated_by: 'user_123',
  updated_at: '2026-11-29T10:00:00.000Z',
};
