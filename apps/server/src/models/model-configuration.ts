import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AiEtlError, messageOf, type ErrorDetail } from '@ai-etl/core';
import { anthropicUrl, type ProviderSettings } from '@ai-etl/planner';

/** What the environment says of language models; docs/guides/language-models.md. */
export interface ModelVariables {
  /** Path of a file with several providers; null: the four below say one, or none. */
  readonly file: string | null;
  readonly kind: ProviderSettings['kind'];
  readonly url: string | null;
  readonly model: string | null;
  readonly apiKey: string | null;
  readonly output: ProviderSettings['output'];
  readonly timeoutSeconds: number;
  readonly schemaTokens: number;
  /** Of each project and day; null: no limit. */
  readonly tokensPerDay: number | null;
  readonly dollarsPerDay: number | null;
  /** Whether values of data may stand in prompts. `off`: unless a project says so; `never`: whatever it says. */
  readonly shareValues: 'never' | 'off' | 'on';
}

/** Language models of the installation. */
export interface ModelConfiguration extends Pick<
  ModelVariables,
  'timeoutSeconds' | 'schemaTokens' | 'tokensPerDay' | 'dollarsPerDay' | 'shareValues'
> {
  /** Asked in this order. */
  readonly providers: readonly ProviderSettings[];
}

const Price = z.number().min(0).max(100_000);

const Provider = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'must be a lower-case word'),
  kind: z.enum(['openai-compatible', 'anthropic']).default('openai-compatible'),
  base_url: z
    .string()
    .refine(isHttpUrl, 'must be a URL such as http://localhost:11434/v1')
    .optional(),
  model: z.string().min(1).max(200),
  api_key: z.string().min(1).max(4000).optional(),
  output: z.enum(['json_schema', 'json', 'text']).default('json_schema'),
  max_output_tokens: z.int().min(256).max(200_000).default(4096),
  price: z.strictObject({ input: Price, output: Price }).optional(),
});

const ProviderFile = z.strictObject({ providers: z.array(Provider).min(1).max(10) });

/** Where nobody configured anything. */
export const noProviders: ModelConfiguration = {
  providers: [],
  timeoutSeconds: 60,
  schemaTokens: 6000,
  tokensPerDay: null,
  dollarsPerDay: null,
  shareValues: 'off',
};

/**
 * The providers of the file, or the one that variables name, or none. Throws CONFIGURATION_INVALID
 * naming the fields, never a value of them.
 */
export async function readModelConfiguration(
  variables: ModelVariables,
): Promise<ModelConfiguration> {
  const { file, url, model } = variables;
  const given =
    file !== null
      ? await readProviders(file)
      : model === null
        ? []
        : [Provider.parse({ name: variables.kind === 'anthropic' ? 'anthropic' : 'model', model })];
  const { timeoutSeconds, schemaTokens, tokensPerDay, dollarsPerDay, shareValues } = variables;
  const providers = given.map((one): ProviderSettings => {
    const single = file === null ? variables : null;
    const kind = single?.kind ?? one.kind;
    const baseUrl = single === null ? one.base_url : (url ?? undefined);
    return {
      name: one.name,
      kind,
      baseUrl: (baseUrl ?? anthropicUrl).replace(/\/+$/, ''),
      model: one.model,
      apiKey: single === null ? (one.api_key ?? null) : single.apiKey,
      output: single?.output ?? one.output,
      maxOutputTokens: one.max_output_tokens,
      price: one.price ?? null,
    };
  });
  return { providers, timeoutSeconds, schemaTokens, tokensPerDay, dollarsPerDay, shareValues };
}

async function readProviders(path: string): Promise<readonly z.infer<typeof Provider>[]> {
  let document: unknown;
  try {
    document = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    // What JSON.parse says may quote the file.
    const problem = error instanceof SyntaxError ? 'is no JSON' : messageOf(error);
    throw invalid(path, [{ field: 'AI_ETL_MODELS_FILE', error: problem }]);
  }
  const parsed = ProviderFile.safeParse(document);
  if (!parsed.success) {
    const details = parsed.error.issues.map((one) => ({
      field: one.path.join('.') || 'AI_ETL_MODELS_FILE',
      error: one.message,
    }));
    throw invalid(path, details);
  }
  const { providers } = parsed.data;
  const details = providers.flatMap(({ name, kind, base_url }, at): ErrorDetail[] => [
    ...(kind === 'openai-compatible' && base_url === undefined
      ? [{ field: `providers.${at}.base_url`, error: 'is needed for this kind' }]
      : []),
    ...(providers.findIndex((other) => other.name === name) < at
      ? [{ field: `providers.${at}.name`, error: 'another provider has this name' }]
      : []),
  ]);
  if (details.length > 0) throw invalid(path, details);
  return providers;
}

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && username === '';
}

function invalid(path: string, details: readonly ErrorDetail[]): AiEtlError {
  const list = details.map((one) => `${one.field} ${one.error}`).join('; ');
  return new AiEtlError('CONFIGURATION_INVALID', `${path} cannot be used: ${list}.`, { details });
}
