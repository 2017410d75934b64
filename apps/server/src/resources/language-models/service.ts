import { AiEtlError } from '@ai-etl/core';
import { anthropicUrl } from '@ai-etl/planner';
import type { ModelSettings, ModelSpent, OwnModelProvider, Store } from '@ai-etl/store';
import type { Principal } from '../../auth/principal.ts';
import type { OutboundPolicy } from '../../net/outbound-policy.ts';
import { found, scopeOf } from '../../scope.ts';
import type { NewLanguageModelSettings } from './contract.ts';
import { requireCallable } from './require-callable.ts';

export interface LanguageModelPorts {
  readonly store: Pick<Store, 'modelUse' | 'identity'>;
  /** Where providers of projects may be. */
  readonly policy: OutboundPolicy;
}

export interface ProjectLanguageModels {
  readonly projectId: string;
  readonly settings: ModelSettings;
  readonly spent: ModelSpent;
}

/** Language models of a caller's projects. RESOURCE_NOT_FOUND for a project that is not theirs. */
export interface LanguageModelService {
  get(caller: Principal, projectId: string | undefined): Promise<ProjectLanguageModels>;
  /** Throws VALIDATION_ERROR for an address that cannot be called, and for a key that would move to another one. */
  put(caller: Principal, body: NewLanguageModelSettings): Promise<ProjectLanguageModels>;
}

export function makeLanguageModelService({
  store: { modelUse, identity },
  policy,
}: LanguageModelPorts): LanguageModelService {
  const projectOf = async (caller: Principal, id: string | undefined): Promise<string> =>
    found(await identity.getProject(scopeOf(caller), id), 'project', id ?? 'default').id;

  return {
    get: async (caller, id) => {
      const scope = scopeOf(caller);
      const projectId = await projectOf(caller, id);
      const [settings, spent] = await Promise.all([
        modelUse.getModelSettings(scope, projectId),
        modelUse.modelSpentToday(scope, projectId),
      ]);
      return { projectId, settings, spent };
    },

    put: async (caller, body) => {
      const scope = scopeOf(caller);
      const projectId = await projectOf(caller, body.project_id);
      const before = await modelUse.getModelSettings(scope, projectId);
      const provider = providerOf(body, policy);
      const apiKey = body.provider?.api_key;
      requireKeyForAddress(before, { provider, apiKey });
      const settings = await modelUse.putModelSettings(scope, {
        projectId,
        enabled: body.enabled,
        shareValues: body.share_values,
        tokensPerDay: body.tokens_per_day,
        costMicrosPerDay:
          body.dollars_per_day === null ? null : Math.round(body.dollars_per_day * 1_000_000),
        timeoutSeconds: body.timeout_seconds,
        provider,
        ...(apiKey === undefined ? {} : { apiKey }),
        updatedBy: caller.userId,
      });
      return { projectId, settings, spent: await modelUse.modelSpentToday(scope, projectId) };
    },
  };
}

function providerOf(
  { provider }: NewLanguageModelSettings,
  policy: OutboundPolicy,
): OwnModelProvider | null {
  if (provider === null) return null;
  const { kind, base_url, model, output, max_output_tokens: maxOutputTokens, price } = provider;
  if (base_url === undefined && kind !== 'anthropic') {
    throw invalid('provider.base_url', 'is needed for this kind');
  }
  const baseUrl = requireCallable(base_url ?? anthropicUrl, policy);
  return { kind, baseUrl, model, output, maxOutputTokens, price };
}

/** Who may change the address shall not have the key sent there that somebody else has written. */
function requireKeyForAddress(
  before: ModelSettings,
  {
    provider,
    apiKey,
  }: { readonly provider: OwnModelProvider | null; readonly apiKey: string | null | undefined },
): void {
  if (!before.hasKey || provider === null || apiKey !== undefined) return;
  if (before.provider?.baseUrl === provider.baseUrl) return;
  throw invalid('provider.api_key', 'must be given anew, or be null, with another base_url');
}

function invalid(field: string, error: string): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', 'The provider cannot be used.', {
    details: [{ field, error }],
  });
}
