import { startModelPeer, type ModelPeer, type PeerBehaviour } from '@ai-etl/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aiModel } from './ai-model.ts';
import type { Completion, LanguageModel } from './language-model.ts';
import { pipelineAnswerSchema } from './pipelines/pipeline-answer.ts';
import type { ProviderKind, ProviderSettings } from './provider-settings.ts';

let peer: ModelPeer;
beforeAll(async () => {
  peer = await startModelPeer();
});
afterAll(() => peer.close());

const kinds: readonly (readonly [ProviderKind, string])[] = [
  ['openai-compatible', 'qwen3'],
  // With structured output of its own, and without.
  ['anthropic', 'claude-sonnet-4-5'],
  ['anthropic', 'claude-3-haiku-20240307'],
];

function modelOf(
  kind: ProviderKind,
  model: string,
  changes: Partial<ProviderSettings> = {},
): LanguageModel {
  return aiModel({
    name: 'peer',
    kind,
    baseUrl: peer.baseUrl,
    model,
    apiKey: 'sk-secret-value',
    output: 'json_schema',
    maxOutputTokens: 1000,
    price: null,
    ...changes,
  });
}

function completion(timeoutMs = 10_000): Completion {
  return {
    system: 'Answer with JSON.',
    messages: [{ role: 'user', text: 'Load orders' }],
    schema: pipelineAnswerSchema,
    maxOutputTokens: 1000,
    signal: AbortSignal.timeout(timeoutMs),
  };
}

const text = JSON.stringify({ answer: 'заказы '.repeat(40) });

describe.each(kinds)('%s, model %s', (kind, model) => {
  it('puts a streamed answer together, and tells what it cost', async () => {
    peer.behave({ kind: 'answer', text });
    const completed = await modelOf(kind, model).complete(completion());
    expect(completed).toMatchObject({ ok: true, text });
    expect(completed.usage.inputTokens).toBeGreaterThan(100);
    expect(completed.usage.outputTokens).toBe(Math.ceil(text.length / 4));
  });

  it.each<readonly [string, PeerBehaviour, string]>([
    ['that is cut', { kind: 'cut', text }, 'unreachable'],
    ['that ends early', { kind: 'ends_early', text }, 'truncated'],
    ['at the limit of output', { kind: 'length_limit', text }, 'truncated'],
    ['that declines', { kind: 'refuse' }, 'refused'],
    ['without end', { kind: 'endless' }, 'too_large'],
    ['of broken events', { kind: 'garbage' }, 'malformed'],
    ['that is a page', { kind: 'html' }, 'truncated'],
    ['of an error', { kind: 'error_event' }, 'unavailable'],
    ['with 400', { kind: 'status', status: 400 }, 'request_rejected'],
    ['with 401', { kind: 'status', status: 401 }, 'credentials_rejected'],
    ['with 404', { kind: 'status', status: 404 }, 'request_rejected'],
    ['with 429', { kind: 'status', status: 429 }, 'rate_limited'],
    ['with 500', { kind: 'status', status: 500 }, 'unavailable'],
    ['with 529', { kind: 'status', status: 529 }, 'unavailable'],
    ['with an error without end', { kind: 'status', status: 500, endless: true }, 'too_large'],
    [
      'that leads elsewhere',
      { kind: 'status', status: 307, headers: { location: '/v1/messages' } },
      'unreachable',
    ],
  ])('tells an answer %s', async (_what, behaviour, failure) => {
    peer.behave(behaviour);
    const completed = await modelOf(kind, model).complete(completion());
    expect(completed).toMatchObject({ ok: false, failure: { kind: failure } });
    expect(JSON.stringify(completed)).not.toContain('secret-value');
  });

  it.each<readonly [string, PeerBehaviour]>([
    ['nothing comes', { kind: 'silent' }],
    ['only keep-alives come', { kind: 'endless_pings' }],
    ['it comes too slowly', { kind: 'answer', text, everyMs: 200 }],
  ])('ends in time when %s', async (_what, behaviour) => {
    peer.behave(behaviour);
    const completed = await modelOf(kind, model).complete(completion(600));
    expect(completed).toMatchObject({ ok: false, failure: { kind: 'timeout' } });
  });

  it.each([
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': '999999' }, 3_600_000],
    [{ 'retry-after-ms': '250', 'retry-after': '1' }, 250],
    [{ 'retry-after': 'soon' }, null],
    [{}, null],
  ])('reads %o', async (headers, retryAfterMs) => {
    peer.behave({ kind: 'status', status: 429, headers });
    const completed = await modelOf(kind, model).complete(completion());
    expect(completed).toMatchObject({ ok: false, failure: { kind: 'rate_limited', retryAfterMs } });
  });

  it('tells when nobody listens', async () => {
    const completed = await modelOf(kind, model, { baseUrl: 'http://127.0.0.1:1/v1' }).complete(
      completion(),
    );
    expect(completed).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
  });
});

describe('an OpenAI-compatible provider', () => {
  it.each([
    ['json_schema', 'json_schema'],
    ['json', 'json_object'],
    ['text', 'undefined'],
  ] as const)('is asked for %s', async (output, type) => {
    peer.behave({ kind: 'answer', text });
    await modelOf('openai-compatible', 'm', { output }).complete(completion());
    const format =
      JSON.stringify(peer.requests.at(-1)?.body?.['response_format']) ?? '"type":"undefined"';
    expect(format).toContain(`"type":"${type}"`);
  });
});
