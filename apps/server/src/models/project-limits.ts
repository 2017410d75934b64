import type { ModelSettings, ModelSpent } from '@ai-etl/store';
import type { ModelConfiguration } from './model-configuration.ts';

/** What a project may spend in a day, and how long one answer may take. */
export interface ModelLimits {
  readonly timeoutSeconds: number;
  readonly tokensPerDay: number | null;
  readonly costMicrosPerDay: number | null;
}

/** A project's own limits, never above the installation's. */
export function limitsOf(
  configuration: Pick<ModelConfiguration, 'timeoutSeconds' | 'tokensPerDay' | 'dollarsPerDay'>,
  settings: Pick<ModelSettings, 'timeoutSeconds' | 'tokensPerDay' | 'costMicrosPerDay'>,
): ModelLimits {
  const { timeoutSeconds, tokensPerDay, dollarsPerDay } = configuration;
  const costMicrosPerDay = dollarsPerDay === null ? null : Math.round(dollarsPerDay * 1_000_000);
  return {
    timeoutSeconds: Math.min(timeoutSeconds, settings.timeoutSeconds ?? timeoutSeconds),
    tokensPerDay: leastOf(tokensPerDay, settings.tokensPerDay),
    costMicrosPerDay: leastOf(costMicrosPerDay, settings.costMicrosPerDay),
  };
}

function leastOf(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

/** Why nothing more may be spent today; null: it may. */
export function refusalOf(
  { tokensPerDay, costMicrosPerDay }: ModelLimits,
  { inputTokens, outputTokens, costMicros }: ModelSpent,
): string | null {
  if (tokensPerDay !== null && inputTokens + outputTokens >= tokensPerDay) {
    return `the project has used its ${tokensPerDay} tokens of language models for today (UTC)`;
  }
  if (costMicrosPerDay !== null && costMicros >= costMicrosPerDay) {
    return `the project has spent its ${costMicrosPerDay / 1_000_000} US dollars on language models for today (UTC)`;
  }
  return null;
}
