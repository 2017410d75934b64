import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type {
  JSONSchema7,
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import { boundedFetch } from './bounded-fetch.ts';
import {
  estimateTokens,
  type Completed,
  type Completion,
  type LanguageModel,
  type TokenUsage,
} from './language-model.ts';
import { modelFailure, type ModelFailureKind } from './model-failure.ts';
import type { ProviderSettings } from './provider-settings.ts';
import { toModelFailure } from './to-model-failure.ts';

/** Bytes on the wire: one letter of an answer may come in an event of a few hundred bytes. */
const maxWireBytes = 16 * 1024 * 1024;
/** Characters of an answer that are kept; ours have a few thousand. */
const maxAnswerLength = 256 * 1024;

/** A model through the providers of the AI SDK. Answers are streamed, so that endless ones can be ended. */
export function aiModel(
  settings: ProviderSettings,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): LanguageModel {
  const model = providerModel(settings, boundedFetch(maxWireBytes, fetch));
  return {
    provider: settings.name,
    model: settings.model,
    complete: async (request) => {
      const reading: Reading = { text: '', usage: null, ended: null };
      try {
        const { stream } = await model.doStream(callOptions(settings, request));
        const failed = await readStream(stream, reading);
        return failed === null ? conclude(request, reading) : failure(request, reading, failed);
      } catch (error) {
        const usage = usageOf(request, reading);
        return { ok: false, failure: toModelFailure(error, request.signal), usage };
      }
    },
  };
}

function providerModel(
  { kind, name, baseUrl, model, apiKey, output }: ProviderSettings,
  fetch: typeof globalThis.fetch,
) {
  // Whatever is not given here the libraries would look for in the environment.
  if (kind === 'anthropic') {
    return createAnthropic({ baseURL: baseUrl, apiKey: apiKey ?? 'none', fetch })(model);
  }
  return createOpenAICompatible({
    name,
    baseURL: baseUrl,
    ...(apiKey === null ? {} : { apiKey }),
    includeUsage: true,
    supportsStructuredOutputs: output === 'json_schema',
    fetch,
  })(model) satisfies LanguageModelV4;
}

function callOptions(
  { output, kind }: ProviderSettings,
  { system, messages, schema, maxOutputTokens, signal }: Completion,
): LanguageModelV4CallOptions {
  const isHeld = kind === 'anthropic' || output === 'json_schema';
  const shape =
    schema === null || isHeld
      ? ''
      : `\n\nThe JSON schema of the answer:\n${JSON.stringify(schema.json)}`;
  return {
    prompt: [
      { role: 'system', content: `${system}${shape}` },
      ...messages.map(({ role, text }) => ({ role, content: [{ type: 'text' as const, text }] })),
    ],
    maxOutputTokens,
    responseFormat: formatOf(schema, isHeld, output),
    abortSignal: signal,
  };
}

function formatOf(
  schema: Completion['schema'],
  isHeld: boolean,
  output: ProviderSettings['output'],
): NonNullable<LanguageModelV4CallOptions['responseFormat']> {
  if (schema === null) return { type: 'text' };
  // A JSON schema of ours is one of theirs.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  if (isHeld) return { type: 'json', name: schema.name, schema: schema.json as JSONSchema7 };
  return output === 'json' ? { type: 'json' } : { type: 'text' };
}

interface Reading {
  text: string;
  usage: TokenUsage | null;
  ended: string | null;
}

/** Reads to the end of the answer; null, or why it is none. */
async function readStream(
  stream: ReadableStream<LanguageModelV4StreamPart>,
  reading: Reading,
): Promise<ModelFailureKind | null> {
  for await (const part of stream) {
    if (part.type === 'text-delta') {
      reading.text += part.delta;
      if (reading.text.length > maxAnswerLength) return 'too_large';
    } else if (part.type === 'error') {
      throw part.error;
    } else if (part.type === 'finish') {
      const { inputTokens, outputTokens } = part.usage;
      reading.ended = part.finishReason.unified;
      if (inputTokens.total !== undefined || outputTokens.total !== undefined) {
        reading.usage = {
          inputTokens: inputTokens.total ?? 0,
          outputTokens: outputTokens.total ?? 0,
        };
      }
    }
  }
  return null;
}

function conclude(request: Completion, reading: Reading): Completed {
  const cut = reading.ended === null || reading.ended === 'interrupted';
  const kind: ModelFailureKind | null =
    reading.ended === 'content-filter'
      ? 'refused'
      : reading.ended === 'length' || cut
        ? 'truncated'
        : reading.text.trim() === ''
          ? 'refused'
          : null;
  if (kind !== null) return failure(request, reading, kind);
  return { ok: true, text: reading.text, usage: usageOf(request, reading) };
}

function failure(request: Completion, reading: Reading, kind: ModelFailureKind): Completed {
  return { ok: false, failure: modelFailure(kind), usage: usageOf(request, reading) };
}

/** Not every provider counts, and none does for an answer that was cut. */
function usageOf({ system, messages }: Completion, { usage, text }: Reading): TokenUsage {
  if (usage !== null) return usage;
  const asked = messages.reduce((sum, one) => sum + estimateTokens(one.text), 0);
  return text === ''
    ? { inputTokens: 0, outputTokens: 0 }
    : { inputTokens: estimateTokens(system) + asked, outputTokens: estimateTokens(text) };
}
