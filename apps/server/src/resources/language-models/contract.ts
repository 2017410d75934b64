import { z } from 'zod';
import { IdParam, Timestamp } from '../../http/fields.ts';
import { route } from '../../http/route.ts';
import { newSettingsExample, settingsExample } from './examples.ts';

const kind = z.enum(['openai-compatible', 'anthropic']);
const output = z
  .enum(['json_schema', 'json', 'text'])
  .describe('How the provider is asked for the shape of an answer.');
const price = z
  .strictObject({ input: z.number().min(0).max(100_000), output: z.number().min(0).max(100_000) })
  .nullable()
  .describe('US dollars for a million tokens; null: not known, and counted as nothing.');

const limits = {
  tokens_per_day: z
    .int()
    .min(0)
    .max(999_999_999)
    .nullable()
    .describe('Of a day of UTC; null: as the installation allows.'),
  dollars_per_day: z
    .number()
    .min(0)
    .max(1_000_000)
    .nullable()
    .describe('Of a day of UTC, by `price`; null: as the installation allows.'),
  timeout_seconds: z
    .int()
    .min(1)
    .max(600)
    .nullable()
    .describe('For one answer, with all its rounds; null: as the installation allows.'),
};
const shareValues = z
  .boolean()
  .nullable()
  .describe('Whether kept values may stand in prompts; null: as the installation is configured.');

const LanguageModelSettings = z
  .object({
    project_id: z.string(),
    enabled: z.boolean().describe('false: no model is asked, whatever is configured.'),
    share_values: shareValues,
    ...limits,
    provider: z
      .object({
        kind,
        base_url: z.string(),
        model: z.string(),
        output,
        max_output_tokens: z.int(),
        price,
        has_api_key: z.boolean().describe('The key itself is never answered.'),
      })
      .nullable()
      .describe("The project's own; null: the installation's are asked."),
    spent_today: z
      .object({
        calls: z.int(),
        input_tokens: z.int(),
        output_tokens: z.int(),
        dollars: z.number(),
      })
      .describe('In UTC, over all models.'),
    updated_by: z.string().nullable(),
    updated_at: Timestamp.nullable(),
  })
  .meta({ id: 'LanguageModelSettings', examples: [settingsExample] });

export type LanguageModelSettingsBody = z.infer<typeof LanguageModelSettings>;

export const getLanguageModels = route({
  method: 'GET',
  url: '/language-models',
  permission: 'ai:use',
  schema: {
    operationId: 'getLanguageModels',
    tags: ['ai'],
    summary: "A project's language models",
    description: 'Its own provider, its limits, and what was spent today. No key is ever answered.',
    querystring: z.strictObject({
      project_id: IdParam.optional().describe('Absent: the default project.'),
    }),
    response: { 200: LanguageModelSettings },
  },
});

const NewSettings = z
  .strictObject({
    project_id: IdParam.optional().describe('Absent: the default project.'),
    enabled: z.boolean().default(true),
    share_values: shareValues.default(null),
    tokens_per_day: limits.tokens_per_day.default(null),
    dollars_per_day: limits.dollars_per_day.default(null),
    timeout_seconds: limits.timeout_seconds.default(null),
    provider: z
      .strictObject({
        kind: kind.default('openai-compatible'),
        base_url: z
          .string()
          .max(2000)
          .optional()
          .describe("Base of the provider's API, over https; absent: Anthropic's."),
        model: z.string().trim().min(1).max(200).describe('As the provider calls it.'),
        api_key: z
          .string()
          .min(1)
          .max(4000)
          .regex(/^[\x21-\x7e]+$/u, 'must be printable ASCII without blanks')
          .nullable()
          .optional()
          .describe(
            'Kept encrypted. null: the provider asks for none. Absent: the one that is there stays, while `base_url` does.',
          ),
        output: output.default('json_schema'),
        max_output_tokens: z.int().min(256).max(200_000).default(4096),
        price: price.default(null),
      })
      .nullable()
      .default(null)
      .describe("null: the installation's are asked."),
  })
  .meta({ examples: [newSettingsExample] });

export type NewLanguageModelSettings = z.infer<typeof NewSettings>;

export const putLanguageModels = route({
  method: 'PUT',
  url: '/language-models',
  permission: 'projects:write',
  schema: {
    operationId: 'putLanguageModels',
    tags: ['ai'],
    summary: "Write a project's language models",
    description:
      'Replaces all settings. A provider of its own is asked instead of those of the installation, with its own key and limits; its address is guarded as those of webhooks are.',
    body: NewSettings,
    response: { 200: LanguageModelSettings },
  },
});
