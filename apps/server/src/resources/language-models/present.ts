import type { LanguageModelSettingsBody } from './contract.ts';
import type { ProjectLanguageModels } from './service.ts';

const microsPerDollar = 1_000_000;

/** Settings as the API shows them: whether there is a key, never which. */
export function presentLanguageModels({
  projectId,
  settings,
  spent,
}: ProjectLanguageModels): LanguageModelSettingsBody {
  const { provider, hasKey, costMicrosPerDay } = settings;
  return {
    project_id: projectId,
    enabled: settings.enabled,
    share_values: settings.shareValues,
    tokens_per_day: settings.tokensPerDay,
    dollars_per_day: costMicrosPerDay === null ? null : costMicrosPerDay / microsPerDollar,
    timeout_seconds: settings.timeoutSeconds,
    provider:
      provider === null
        ? null
        : {
            kind: provider.kind,
            base_url: provider.baseUrl,
            model: provider.model,
            output: provider.output,
            max_output_tokens: provider.maxOutputTokens,
            price: provider.price,
            has_api_key: hasKey,
          },
    spent_today: {
      calls: spent.calls,
      input_tokens: spent.inputTokens,
      output_tokens: spent.outputTokens,
      dollars: spent.costMicros / microsPerDollar,
    },
    updated_by: settings.updatedBy,
    updated_at: settings.updatedAt,
  };
}
