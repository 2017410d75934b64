import { sql, type Kysely } from 'kysely';
import { requireProject } from '../connections/connections.ts';
import { isStale, seal, unseal, type KeyRing } from '../crypto/secret-box.ts';
import type { AllTables } from '../database/schema.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';
import type { OwnModelProvider } from './tables.ts';

/** What a project lets language models do. */
export interface ModelSettings {
  readonly enabled: boolean;
  /** Null: as the installation is configured. Days are those of UTC. */
  readonly tokensPerDay: number | null;
  /** Millionths of a US dollar. */
  readonly costMicrosPerDay: number | null;
  /** For one answer with all its rounds. */
  readonly timeoutSeconds: number | null;
  /** Whether values of data may stand in prompts; null: as the installation is configured. */
  readonly shareValues: boolean | null;
  /** Null: the installation's are asked. */
  readonly provider: OwnModelProvider | null;
  readonly hasKey: boolean;
  readonly updatedBy: string | null;
  /** RFC 3339; null: nobody has changed them. */
  readonly updatedAt: string | null;
}

export type PutModelSettings = Omit<ModelSettings, 'updatedAt' | 'updatedBy' | 'hasKey'> & {
  readonly projectId: string;
  /** Of the provider; null: it asks for none. Absent: the one that is there stays, where the provider's address does. */
  readonly apiKey?: string | null;
  readonly updatedBy: string;
};

/** What was spent. */
export interface ModelSpent {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costMicros: number;
}

export interface NewModelSpending extends Omit<ModelSpent, 'calls'> {
  readonly projectId: string;
  readonly provider: string;
  readonly model: string;
}

/** Language models, by project. */
export interface ModelUse {
  /** The defaults where nobody has written any. */
  getModelSettings(scope: Scope, projectId: string): Promise<ModelSettings>;
  /** Throws RESOURCE_NOT_FOUND for the project. */
  putModelSettings(scope: Scope, request: PutModelSettings): Promise<ModelSettings>;
  /** For calling the project's own provider at this address alone, never for showing; null: there is none. Throws CONFIGURATION_INVALID when no key of the ring opens it. */
  readModelKey(scope: Scope, projectId: string, baseUrl: string): Promise<string | null>;
  /** Of the current day in UTC, over all models. */
  modelSpentToday(scope: Scope, projectId: string): Promise<ModelSpent>;
  /** Adds one call to the current day. */
  addModelSpending(scope: Scope, spending: NewModelSpending): Promise<void>;
  /** An answer of the last 30 days; null: none. */
  getModelAnswer(scope: Scope, projectId: string, key: string): Promise<object | null>;
  putModelAnswer(
    scope: Scope,
    request: { readonly projectId: string; readonly key: string; readonly answer: object },
  ): Promise<void>;
}

/** What housekeeping deletes, and nobody is answered any more. */
export const modelAnswerDays = 30;

const settingColumns = [
  'enabled',
  'tokens_per_day as tokensPerDay',
  'cost_micros_per_day as costMicrosPerDay',
  'timeout_seconds as timeoutSeconds',
  'share_values as shareValues',
  'provider',
  sql<boolean>`sealed_key is not null`.as('hasKey'),
  'updated_by as updatedBy',
  'updated_at as updatedAt',
] as const;

const defaults: ModelSettings = {
  enabled: true,
  tokensPerDay: null,
  costMicrosPerDay: null,
  timeoutSeconds: null,
  shareValues: null,
  provider: null,
  hasKey: false,
  updatedBy: null,
  updatedAt: null,
};

const today = sql<string>`(now() at time zone 'UTC')::date`;

export function modelUseOf(tenancy: Tenancy, ring: KeyRing): ModelUse {
  return {
    getModelSettings: async (scope, projectId) =>
      (await tenancy(scope)
        .selectFrom('model_settings')
        .select(settingColumns)
        .where('project_id', '=', projectId)
        .executeTakeFirst()) ?? defaults,

    putModelSettings: async (scope, request) => {
      const { projectId, enabled, tokensPerDay, costMicrosPerDay, timeoutSeconds } = request;
      const { provider, apiKey, shareValues } = request;
      const isGiven = typeof apiKey === 'string' && provider !== null;
      const sealedKey = isGiven ? seal(ring, apiKey, projectId) : null;
      await requireProject(tenancy, scope, projectId);
      const written = {
        enabled,
        tokens_per_day: tokensPerDay,
        cost_micros_per_day: costMicrosPerDay,
        timeout_seconds: timeoutSeconds,
        share_values: shareValues,
        provider: provider === null ? null : JSON.stringify(provider),
        updated_by: request.updatedBy,
        updated_at: sql<string>`now()`,
      };
      return tenancy(scope)
        .insertInto('model_settings')
        .values({
          organisation_id: scope.organisationId,
          project_id: projectId,
          sealed_key: sealedKey,
          ...written,
        })
        .onConflict((conflict) =>
          conflict.column('project_id').doUpdateSet({
            ...written,
            sealed_key: apiKey === undefined ? keyToKeep(request) : sealedKey,
          }),
        )
        .returning(settingColumns)
        .executeTakeFirstOrThrow();
    },

    readModelKey: async (scope, projectId, baseUrl) => {
      const row = await tenancy(scope)
        .selectFrom('model_settings')
        .select('sealed_key')
        .where('project_id', '=', projectId)
        // The settings may have been read before others were written.
        .where(sql<string>`provider->>'baseUrl'`, '=', baseUrl)
        .executeTakeFirst();
      const sealed = row?.sealed_key ?? null;
      return sealed === null ? null : unseal(ring, sealed, projectId);
    },

    modelSpentToday: (scope, projectId) =>
      tenancy(scope)
        .selectFrom('model_usage')
        .select([
          sql<number>`coalesce(sum(calls), 0)::bigint`.as('calls'),
          sql<number>`coalesce(sum(input_tokens), 0)::bigint`.as('inputTokens'),
          sql<number>`coalesce(sum(output_tokens), 0)::bigint`.as('outputTokens'),
          sql<number>`coalesce(sum(cost_micros), 0)::bigint`.as('costMicros'),
        ])
        .where('project_id', '=', projectId)
        .where('day', '=', today)
        .executeTakeFirstOrThrow(),

    addModelSpending: async (scope, spending) => {
      const { projectId, provider, model, inputTokens, outputTokens, costMicros } = spending;
      await tenancy(scope)
        .insertInto('model_usage')
        .values({
          organisation_id: scope.organisationId,
          project_id: projectId,
          day: today,
          provider,
          model,
          calls: 1,
          input_tokens: inputTokens,
          output_tokens: outputTokens,
          cost_micros: costMicros,
        })
        .onConflict((conflict) =>
          conflict.columns(['project_id', 'day', 'provider', 'model']).doUpdateSet((eb) => ({
            calls: eb('model_usage.calls', '+', 1),
            input_tokens: eb('model_usage.input_tokens', '+', inputTokens),
            output_tokens: eb('model_usage.output_tokens', '+', outputTokens),
            cost_micros: eb('model_usage.cost_micros', '+', costMicros),
          })),
        )
        .execute();
    },

    getModelAnswer: async (scope, projectId, key) => {
      const row = await tenancy(scope)
        .selectFrom('model_answers')
        .select('answer')
        .where('project_id', '=', projectId)
        .where('key', '=', key)
        .where('created_at', '>', sql<string>`now() - make_interval(days => ${modelAnswerDays})`)
        .executeTakeFirst();
      return row?.answer ?? null;
    },

    putModelAnswer: async (scope, { projectId, key, answer }) => {
      const written = { answer: JSON.stringify(answer), created_at: sql<string>`now()` };
      await tenancy(scope)
        .insertInto('model_answers')
        .values({ organisation_id: scope.organisationId, project_id: projectId, key, ...written })
        .onConflict((conflict) => conflict.columns(['project_id', 'key']).doUpdateSet(written))
        .execute();
    },
  };
}

/** What is written for the key where there is a row: absent, that one stays, for the same address alone. */
function keyToKeep({ provider }: Pick<PutModelSettings, 'provider'>) {
  return sql<
    string | null
  >`case when model_settings.provider->>'baseUrl' = ${provider?.baseUrl ?? null}
    then model_settings.sealed_key end`;
}

/** As resealSecrets of connections. */
export async function resealModelKeys(db: Kysely<AllTables>, ring: KeyRing): Promise<number> {
  const rows = await db
    .selectFrom('model_settings')
    .select(['project_id as id', 'sealed_key as sealed'])
    .where('sealed_key', 'is not', null)
    .execute();
  let resealed = 0;
  for (const { id, sealed } of rows) {
    if (sealed === null || !isStale(ring, sealed)) continue;
    const result = await db
      .updateTable('model_settings')
      .set({ sealed_key: seal(ring, unseal(ring, sealed, id), id) })
      .where('project_id', '=', id)
      .where('sealed_key', '=', sealed)
      .executeTakeFirst();
    resealed += Number(result.numUpdatedRows);
  }
  return resealed;
}
