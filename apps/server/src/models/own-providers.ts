import type { Clock } from '@ai-etl/core';
import { openProviders, type OpenProvider } from '@ai-etl/planner';
import type { ModelSettings, Scope, Store } from '@ai-etl/store';
import { guardedFetch } from '../net/guarded-fetch.ts';
import type { OutboundPolicy } from '../net/outbound-policy.ts';

/** What answers, metrics and logs call it. */
export const ownProviderName = 'own';

export interface OwnProviderPorts {
  readonly store: Pick<Store, 'modelUse'>;
  readonly clock: Clock;
  readonly policy: OutboundPolicy;
}

/** Opens the provider that a project brings itself; none where it brings none. */
export type OpenOwn = (
  scope: Scope,
  projectId: string,
  settings: ModelSettings,
) => Promise<readonly OpenProvider[]>;

/** Providers keep the state of their circuit breaker while nobody changes them. */
const mostKept = 500;

export function ownProviders({ store, clock, policy }: OwnProviderPorts): OpenOwn {
  const kept = new Map<string, Promise<readonly OpenProvider[]>>();
  const fetch = guardedFetch(policy);
  const open = async (
    scope: Scope,
    projectId: string,
    { provider }: ModelSettings,
  ): Promise<readonly OpenProvider[]> => {
    if (provider === null) return [];
    const apiKey = await store.modelUse.readModelKey(scope, projectId, provider.baseUrl);
    return openProviders([{ name: ownProviderName, ...provider, apiKey }], { clock, fetch });
  };
  return (scope, projectId, settings) => {
    if (settings.provider === null) return Promise.resolve([]);
    const key = `${projectId} ${settings.updatedAt}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const opened = open(scope, projectId, settings);
    kept.set(key, opened);
    opened.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return opened;
  };
}
