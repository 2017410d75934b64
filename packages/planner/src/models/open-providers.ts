import type { Clock } from '@ai-etl/core';
import type { OpenProvider } from './model-ports.ts';
import type { ProviderSettings } from './provider-settings.ts';
import { withCircuitBreaker } from './circuit-breaker.ts';
import { withRetries } from './with-retries.ts';

/**
 * Makes the configured providers ready, once per process: each keeps the state of its circuit breaker.
 * Calls nobody. The libraries are loaded here, so that nothing is where no provider is configured.
 */
export async function openProviders(
  settings: readonly ProviderSettings[],
  ports: { readonly clock: Clock; readonly fetch?: typeof fetch },
): Promise<readonly OpenProvider[]> {
  if (settings.length === 0) return [];
  const { aiModel } = await import('./ai-model.ts');
  return settings.map((one) => ({
    settings: one,
    model: withRetries(withCircuitBreaker(aiModel(one, ports.fetch), ports), ports),
  }));
}
