import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AiEtlError } from '@ai-etl/core';
import { readConfig } from '../config.ts';
import { noProviders, readModelConfiguration } from './model-configuration.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ai-etl-models-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const read = (environment: Record<string, string>) =>
  readModelConfiguration(readConfig(environment).models);

async function readFileOf(document: unknown) {
  const path = join(folder, 'models.json');
  await writeFile(path, typeof document === 'string' ? document : JSON.stringify(document));
  return read({ AI_ETL_MODELS_FILE: path });
}

describe('the configuration of language models', () => {
  it('is none by default', async () => {
    expect(await read({})).toEqual(noProviders);
  });

  it('takes one provider from variables', async () => {
    const configuration = await read({
      AI_ETL_MODEL: 'qwen3',
      AI_ETL_MODEL_URL: 'http://localhost:11434/v1/',
      AI_ETL_MODEL_TOKENS_PER_DAY: '50000',
      AI_ETL_MODEL_DOLLARS_PER_DAY: '2.50',
    });
    expect(configuration).toMatchObject({
      tokensPerDay: 50_000,
      dollarsPerDay: 2.5,
      timeoutSeconds: 60,
      providers: [
        {
          name: 'model',
          kind: 'openai-compatible',
          baseUrl: 'http://localhost:11434/v1',
          apiKey: null,
        },
      ],
    });
  });

  it('knows where Anthropic is', async () => {
    const configuration = await read({
      AI_ETL_MODEL_KIND: 'anthropic',
      AI_ETL_MODEL: 'claude-sonnet-4-5',
      AI_ETL_MODEL_API_KEY: 'sk',
    });
    expect(configuration.providers).toMatchObject([
      { name: 'anthropic', baseUrl: 'https://api.anthropic.com/v1', apiKey: 'sk' },
    ]);
  });

  it('takes several from a file, in its order', async () => {
    const configuration = await readFileOf({
      providers: [
        { name: 'local', base_url: 'http://localhost:11434/v1', model: 'qwen3', output: 'json' },
        {
          name: 'claude',
          kind: 'anthropic',
          model: 'claude-sonnet-4-5',
          api_key: 'sk',
          price: { input: 3, output: 15 },
        },
      ],
    });
    expect(configuration.providers.map((one) => [one.name, one.output, one.price])).toEqual([
      ['local', 'json', null],
      ['claude', 'json_schema', { input: 3, output: 15 }],
    ]);
  });

  const provider = { name: 'a', base_url: 'http://localhost/v1', model: 'm' };
  it.each<readonly [string, unknown, string]>([
    ['that is no JSON', '{"api_key": "secret-value"', 'AI_ETL_MODELS_FILE'],
    ['without providers', {}, 'providers'],
    ['with none', { providers: [] }, 'providers'],
    ['without an address', { providers: [{ name: 'a', model: 'm' }] }, 'providers.0.base_url'],
    [
      'with another protocol',
      { providers: [{ ...provider, base_url: 'ftp://secret-value' }] },
      'providers.0.base_url',
    ],
    [
      'with a key in the address',
      { providers: [{ ...provider, base_url: 'http://k:secret-value@h/' }] },
      'providers.0.base_url',
    ],
    ['with a name twice', { providers: [provider, provider] }, 'providers.1.name'],
    [
      'with a field nobody knows',
      { providers: [{ ...provider, apikey: 'secret-value' }] },
      'providers.0',
    ],
  ])('refuses a file %s, naming the field and not its value', async (_what, document, field) => {
    const failure = await readFileOf(document).then(
      () => null,
      (error: unknown) => (error instanceof AiEtlError ? error : null),
    );
    expect(failure?.code).toBe('CONFIGURATION_INVALID');
    expect(failure?.details.map((one) => one.field)).toContain(field);
    expect(failure?.message).not.toContain('secret-value');
  });
});
