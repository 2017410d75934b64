import { createHash } from 'node:crypto';
import type { Completed, ModelMessage, TokenUsage } from './language-model.ts';
import type { FailedAnswer, ModelPorts, ModelSpending, OpenProvider } from './model-ports.ts';
import type { ModelUse } from './model-use.ts';
import { parseAnswer } from './parse-answer.ts';

/** An answer that passed the guard, or why there is none. */
export type ModelAnswer<Value> =
  | { readonly ok: true; readonly value: Value; readonly by: AnsweredBy }
  | { readonly ok: false; readonly because: string };

export interface AnsweredBy {
  readonly provider: string;
  readonly model: string;
  /** How often it was asked for this request; 0: the answer was remembered. */
  readonly rounds: number;
}

const mostRounds = 3;
const shownProblems = 12;

/**
 * Asks the models in turn. An answer that does not pass the guard goes back with its problems, three
 * rounds in all; a provider that fails gives way to the next one. Ends within `timeoutMs`.
 */
export async function answerWithModel<Value>(
  use: ModelUse<Value>,
  ports: ModelPorts,
): Promise<ModelAnswer<Value>> {
  if (ports.switchedOff !== undefined) return { ok: false, because: ports.switchedOff };
  const signal = AbortSignal.timeout(ports.timeoutMs);
  let because = 'no provider is configured';
  for (const provider of ports.providers) {
    const answer = await askProvider(use, { ports, provider, signal });
    if (answer.ok) return answer;
    because = answer.because;
    if (answer.isFinal || signal.aborted) break;
  }
  return { ok: false, because };
}

interface Asking {
  readonly ports: ModelPorts;
  readonly provider: OpenProvider;
  readonly signal: AbortSignal;
}

type Asked<Value> =
  Extract<ModelAnswer<Value>, { ok: true }> | ({ readonly ok: false } & FailedAnswer);

async function askProvider<Value>(use: ModelUse<Value>, asking: Asking): Promise<Asked<Value>> {
  const { ports, provider } = asking;
  const { name, model } = provider.settings;
  const key = keyOf(use, provider);
  const said = ports.said.get(key);
  if (said !== undefined && 'because' in said) return { ok: false, ...said };
  const remembered = await ports.cache.get(key);
  if (remembered !== undefined && remembered !== null) {
    const read = await use.read(remembered);
    const rounds = said?.rounds ?? 0;
    if (read.ok) return { ok: true, value: read.value, by: { provider: name, model, rounds } };
  }
  const fail = (failed: FailedAnswer): Asked<Value> => {
    ports.said.set(key, failed);
    return { ok: false, ...failed };
  };
  let messages: readonly ModelMessage[] = [{ role: 'user', text: use.prompt }];
  let problems: readonly string[] = [];
  for (let round = 1; round <= mostRounds; round += 1) {
    const refusal = await ports.ledger.refusal();
    if (refusal !== null) return { ok: false, because: refusal, isFinal: true };
    const completed = await call(use, asking, messages);
    if (!completed.ok) {
      const because = `${name} (${model}): ${completed.failure.message}`;
      return fail({ because, isFinal: false });
    }
    const parsed = parseAnswer(completed.text);
    const read = parsed.ok ? await use.read(parsed.value) : parsed;
    if (read.ok && parsed.ok) {
      await ports.cache.put(key, parsed.value);
      ports.said.set(key, { rounds: round });
      return { ok: true, value: read.value, by: { provider: name, model, rounds: round } };
    }
    problems = read.ok ? [] : read.problems;
    messages = [
      { role: 'user', text: use.prompt },
      { role: 'assistant', text: completed.text },
      { role: 'user', text: complaint(problems) },
    ];
  }
  const last = problems[0] ?? 'it has no answer';
  const because = `${name} (${model}): its answer did not fit in ${mostRounds} rounds, at last: ${last}`;
  return fail({ because, isFinal: true });
}

async function call(
  use: ModelUse<unknown>,
  { ports, provider, signal }: Asking,
  messages: readonly ModelMessage[],
): Promise<Completed> {
  const { settings, model } = provider;
  const startedMs = ports.clock.now();
  const completed = await model.complete({
    system: use.system,
    messages,
    schema: use.schema,
    maxOutputTokens: settings.maxOutputTokens,
    signal,
  });
  const spent: ModelSpending = {
    provider: settings.name,
    model: settings.model,
    ...completed.usage,
    costMicros: costOf(completed.usage, settings.price),
  };
  ports.onCall?.({
    ...spent,
    use: use.name,
    outcome: completed.ok ? 'answered' : completed.failure.kind,
    seconds: (ports.clock.now() - startedMs) / 1000,
  });
  if (spent.inputTokens + spent.outputTokens > 0) await ports.ledger.spend(spent);
  return completed;
}

/** Dollars for a million tokens are millionths of a dollar for one. */
function costOf(usage: TokenUsage, price: OpenProvider['settings']['price']): number {
  if (price === null) return 0;
  return Math.ceil(usage.inputTokens * price.input + usage.outputTokens * price.output);
}

function complaint(problems: readonly string[]): string {
  const listed = problems.slice(0, shownProblems).map((one) => `- ${one}`);
  return `That answer cannot be used:\n${listed.join('\n')}\nAnswer again, with the whole corrected JSON object and nothing else.`;
}

/** By words, schema, model and prompt. White space means nothing; case may (`status = 'Done'`). */
function keyOf(use: ModelUse<unknown>, { settings }: OpenProvider): string {
  const words = use.words.normalize('NFC').trim().replaceAll(/\s+/gu, ' ');
  const parts = [use.name, use.promptVersion, settings.name, settings.model, words, use.shown];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
