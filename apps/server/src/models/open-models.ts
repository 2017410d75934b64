import type { Logger } from 'pino';
import type { Clock } from '@ai-etl/core';
import { openProviders, type ModelCall, type ModelPorts } from '@ai-etl/planner';
import type { ModelSettings, Store } from '@ai-etl/store';
import { isAllowedIn } from '../auth/access.ts';
import type { Principal } from '../auth/principal.ts';
import type { OutboundPolicy } from '../net/outbound-policy.ts';
import { scopeOf } from '../scope.ts';
import { ownProviderName, ownProviders } from './own-providers.ts';
import type { ModelConfiguration } from './model-configuration.ts';
import { limitsOf, refusalOf } from './project-limits.ts';
import { sampleValuesFor } from './sample-values.ts';

export interface ModelsPorts {
  readonly store: Pick<Store, 'modelUse' | 'metrics' | 'catalogIndex'>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn' | 'debug'>;
  /** Where providers of projects may be. */
  readonly policy: OutboundPolicy;
  /** Counts calls for Prometheus. */
  readonly observe: (call: ModelCall) => void;
}

/** Language models for one request in a project; null: none is configured. */
export type ModelsOf = (caller: Principal, projectId: string) => Promise<ModelPorts | null>;

/** For what must be read without any model. */
export const noModels: ModelsOf = () => Promise.resolve(null);

/** Makes the configured providers ready, and those of projects when they are first asked; calls nobody, and loads nothing where none is configured. */
export async function openModels(
  configuration: ModelConfiguration,
  { store, clock, log, observe, policy }: ModelsPorts,
): Promise<ModelsOf> {
  const installed = await openProviders(configuration.providers, { clock });
  const openOwn = ownProviders({ store, clock, policy });
  const { modelUse, metrics } = store;

  return async (caller, projectId) => {
    const scope = scopeOf(caller);
    const settings = await modelUse.getModelSettings(scope, projectId);
    const own = await openOwn(scope, projectId, settings);
    const isOwn = own.length > 0;
    const providers = isOwn ? own : installed;
    if (providers.length === 0) return null;
    // Who pays sets the limits: the installation's are for its own providers.
    const unlimited = { ...configuration, tokensPerDay: null, dollarsPerDay: null };
    const limits = limitsOf(isOwn ? unlimited : configuration, settings);
    return {
      providers,
      clock,
      timeoutMs: limits.timeoutSeconds * 1000,
      schemaTokens: configuration.schemaTokens,
      ...switchOff(settings),
      // What decides an answer is told to nobody who may not read it themselves.
      ...(sharesValues(configuration, settings) && isAllowedIn(caller, 'data:read', projectId)
        ? { sampleValues: sampleValuesFor({ store, log }, scope) }
        : {}),
      said: new Map(),
      cache: {
        get: (key) => modelUse.getModelAnswer(scope, projectId, key),
        put: (key, answer) => modelUse.putModelAnswer(scope, { projectId, key, answer }),
      },
      ledger: {
        refusal: async () => refusalOf(limits, await modelUse.modelSpentToday(scope, projectId)),
        spend: (spending) => modelUse.addModelSpending(scope, { projectId, ...spending }),
      },
      onCall: (call) => {
        // Names that tenants choose are no labels: there would be more and more of them.
        observe(isOwn ? { ...call, model: ownProviderName } : call);
        const { provider, model, outcome, seconds } = call;
        log[outcome === 'answered' ? 'debug' : 'warn'](
          { provider, model, outcome, seconds, project_id: projectId },
          'a language model was asked',
        );
        const { organisationId } = scope;
        const tokens = call.inputTokens + call.outputTokens;
        metrics
          .addModelCall({
            organisationId,
            route: `${provider}/${model}`,
            status: outcome,
            seconds,
            tokens,
          })
          .catch((error: unknown) => log.warn({ err: error }, 'a model call was not counted'));
      },
    };
  };
}

/** The installation may forbid it; else the project decides, and what is configured where it does not say. */
function sharesValues(
  { shareValues }: ModelConfiguration,
  settings: Pick<ModelSettings, 'shareValues'>,
): boolean {
  return shareValues !== 'never' && (settings.shareValues ?? shareValues === 'on');
}

function switchOff({ enabled }: ModelSettings): Pick<ModelPorts, 'switchedOff'> {
  return enabled ? {} : { switchedOff: 'language models are switched off for this project' };
}
