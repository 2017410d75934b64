import { sql, type Kysely, type SelectQueryBuilder } from 'kysely';
import { schemaName } from '../database/kysely.ts';
import type { AllTables, TenantTables } from '../database/schema.ts';
import type { Scope, Tenancy } from '../database/tenant.ts';
import { newId } from '../new-id.ts';
import { offsetOf, type Page, type PageRequest } from '../page.ts';
import type {
  AuditActor,
  AuditEntry,
  AuditFilter,
  AuditIntent,
  AuditRecord,
  AuditResource,
  AuditResult,
} from './audit-entry.ts';
import { resourceHash } from './resource-state.ts';

/** Who did what. The database refuses to change or delete what is written. */
export interface AuditLog {
  /** Writes what is about to happen; answers the entry's id. */
  beginAudit(intent: AuditIntent): Promise<string>;
  /** Completes the entry, once. */
  finishAudit(entryId: string, result: AuditResult): Promise<void>;
  /**
   * Writes what is over. Of an organisation that does not exist: of a user to the log of their
   * first organisation, else to the default one's, the operator's.
   */
  recordAudit(record: AuditRecord): Promise<void>;
  /** The content hash of a resource's row; null where there is none. */
  hashResource(organisationId: string, resource: AuditResource): Promise<string | null>;
  /** Newest first. */
  listAudit(scope: Scope, filter: AuditFilter, page: PageRequest): Promise<Page<AuditEntry>>;
  /** Oldest first, in batches, from one moment on: entries written meanwhile are left out. */
  streamAudit(scope: Scope, filter: AuditFilter): AsyncIterable<readonly AuditEntry[]>;
  /** Deletes entries older than this, at least 30 days; answers how many. */
  deleteOldAudit(days: number): Promise<number>;
}

const columns = [
  'seq',
  'id',
  'at',
  'actor_kind',
  'user_id',
  'api_key_id',
  'action',
  'resource_kind',
  'resource_id',
  'outcome',
  'status',
  'error_code as errorCode',
  'before_hash as beforeHash',
  'after_hash as afterHash',
  'request_id as requestId',
  'address',
  'suppressed',
  'finished_at as finishedAt',
] as const;

const batch = 1000;
/** What the database guards: see migration 0010. */
const leastDays = 30;

export function auditLogOf(tenancy: Tenancy, db: Kysely<AllTables>): AuditLog {
  const matching = (scope: Scope, filter: AuditFilter) =>
    filtered(tenancy(scope).selectFrom('audit_log'), filter);
  return {
    hashResource: (organisationId, resource) => resourceHash(db, organisationId, resource),
    beginAudit: async (intent) => {
      const id = newId('audit_entry');
      await db
        .insertInto('audit_log')
        .values({
          id,
          ...rowOf(intent),
          outcome: 'started',
          status: null,
          error_code: null,
          before_hash: intent.beforeHash,
          after_hash: null,
          finished_at: null,
        })
        .execute();
      return id;
    },

    finishAudit: async (entryId, { outcome, status, errorCode, afterHash, actor, resource }) => {
      await db
        .updateTable('audit_log')
        .set({
          outcome,
          status,
          error_code: errorCode,
          after_hash: afterHash,
          finished_at: sql<string>`clock_timestamp()`,
          ...(actor === undefined ? {} : actorRow(actor)),
          ...(resource === undefined ? {} : resourceRow(resource)),
        })
        .where('id', '=', entryId)
        .where('outcome', '=', 'started')
        .execute();
    },

    recordAudit: async (record) => {
      const now = sql<string>`clock_timestamp()`;
      await db
        .insertInto('audit_log')
        .values({
          id: newId('audit_entry'),
          ...rowOf(record),
          organisation_id: logOf(record),
          outcome: record.outcome,
          status: record.status,
          error_code: record.errorCode,
          before_hash: null,
          after_hash: null,
          suppressed: record.suppressed,
          finished_at: now,
        })
        .execute();
    },

    listAudit: async (scope, filter, page) => {
      const rows = await matching(scope, filter)
        .select(columns)
        .orderBy('seq', 'desc')
        .limit(page.perPage)
        .offset(offsetOf(page))
        .execute();
      const { total } = await matching(scope, filter)
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return { items: rows.map(entryOf), total };
    },

    streamAudit: async function* (scope, filter) {
      const { last } = await matching(scope, filter)
        .select(({ fn }) => fn.max('seq').as('last'))
        .executeTakeFirstOrThrow();
      // None match: the aggregate is NULL, whatever the types say.
      let after = last === null ? Number.MAX_SAFE_INTEGER : 0;
      while (after < last) {
        const rows = await matching(scope, filter)
          .select(columns)
          .where('seq', '>', after)
          .where('seq', '<=', last)
          .orderBy('seq')
          .limit(batch)
          .execute();
        after = rows.at(-1)?.seq ?? last;
        if (rows.length > 0) yield rows.map(entryOf);
      }
    },

    deleteOldAudit: async (days) => {
      const kept = Math.max(days, leastDays);
      const deleted = await db
        .deleteFrom('audit_log')
        .where(
          sql<boolean>`at < now() - make_interval(days => ${kept}::int) and at < now() - interval '30 days'`,
        )
        .executeTakeFirst();
      return Number(deleted.numDeletedRows);
    },
  };
}

function filtered<Output>(
  query: SelectQueryBuilder<TenantTables, 'audit_log', Output>,
  { actorId, action, resourceKind, resourceId, outcome, from, to }: AuditFilter,
): SelectQueryBuilder<TenantTables, 'audit_log', Output> {
  let result = query;
  if (actorId !== undefined) {
    result = result.where((eb) =>
      eb.or([eb('user_id', '=', actorId), eb('api_key_id', '=', actorId)]),
    );
  }
  if (action !== undefined) result = result.where('action', '=', action);
  if (resourceKind !== undefined) result = result.where('resource_kind', '=', resourceKind);
  if (resourceId !== undefined) result = result.where('resource_id', '=', resourceId);
  if (outcome !== undefined) result = result.where('outcome', '=', outcome);
  if (from !== undefined) result = result.where('at', '>=', from);
  if (to !== undefined) result = result.where('at', '<', to);
  return result;
}

function rowOf(intent: Omit<AuditIntent, 'beforeHash'>) {
  return {
    organisation_id: intent.organisationId,
    ...actorRow(intent.actor),
    action: intent.action,
    ...resourceRow(intent.resource),
    request_id: intent.requestId,
    address: intent.address.slice(0, 100),
  };
}

/** The organisation in whose log something is written. */
function logOf({ organisationId, actor }: AuditRecord) {
  const userId = actor.kind === 'user' ? actor.userId : null;
  return sql<string>`coalesce(
    (select id from ${table('organisations')} where id = ${organisationId}),
    (select organisation_id from ${table('memberships')} where user_id = ${userId}
      order by created_at, organisation_id limit 1),
    (select id from ${table('organisations')} where is_default)
  )`;
}

function table(name: keyof AllTables) {
  return sql.table(`${schemaName}.${name}`);
}

function actorRow({ kind, userId, apiKeyId }: AuditActor) {
  return { actor_kind: kind, user_id: userId, api_key_id: apiKeyId };
}

/** Ids come from paths: PostgreSQL stores no NUL, and nobody needs more of one that is none. */
function resourceRow(resource: AuditResource | null) {
  const id = resource?.id?.replaceAll('\0', '\u2400').slice(0, 128) ?? null;
  return { resource_kind: resource?.kind ?? null, resource_id: id };
}

type Row = Omit<AuditEntry, 'actor' | 'resource'> & {
  readonly actor_kind: AuditActor['kind'];
  readonly user_id: string | null;
  readonly api_key_id: string | null;
  readonly resource_kind: string | null;
  readonly resource_id: string | null;
};

function entryOf(row: Row): AuditEntry {
  const { actor_kind, user_id, api_key_id, resource_kind, resource_id, ...rest } = row;
  return {
    ...rest,
    actor: { kind: actor_kind, userId: user_id, apiKeyId: api_key_id },
    resource: resource_kind === null ? null : { kind: resource_kind, id: resource_id },
  };
}
