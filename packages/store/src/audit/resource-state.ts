import { sql, type Kysely } from 'kysely';
import { contentHash } from '@ai-etl/core';
import { schemaName } from '../database/kysely.ts';
import type { AllTables, TenantTables } from '../database/schema.ts';
import type { AuditResource } from './audit-entry.ts';

/** Where the state of a kind of resource is stored. */
interface Home {
  readonly table: keyof TenantTables | 'organisations';
  readonly column: string;
  /** Columns that change without anybody changing the resource. */
  readonly ignored?: readonly string[];
  /** Rows of other tables that are part of it, by the column that names it. */
  readonly parts?: readonly Pick<Home, 'table' | 'column' | 'ignored'>[];
}

/** Of a catalog: all but its settings. */
const workOfWorkers =
  'requested_at next_at lease_until attempt started_at refreshed_at duration_ms tables columns value_columns value_count tables_unread failures failed_at error_code error_message'.split(
    ' ',
  );

/** By what the path parameter is called without its `_id`. */
const homes: ReadonlyMap<string, Home> = new Map<string, Home>([
  ['organisation', { table: 'organisations', column: 'id' }],
  [
    'project',
    {
      table: 'projects',
      column: 'id',
      parts: [
        { table: 'project_members', column: 'project_id' },
        { table: 'environment_connections', column: 'project_id' },
      ],
    },
  ],
  [
    'user',
    {
      table: 'memberships',
      column: 'user_id',
      parts: [{ table: 'project_members', column: 'user_id' }],
    },
  ],
  ['invitation', { table: 'invitations', column: 'id' }],
  ['api_key', { table: 'api_keys', column: 'id', ignored: ['last_used_at'] }],
  [
    'pipeline',
    {
      table: 'pipelines',
      column: 'id',
      parts: [
        { table: 'schedules', column: 'pipeline_id', ignored: ['next_at'] },
        { table: 'deployments', column: 'pipeline_id' },
      ],
    },
  ],
  ['run', { table: 'runs', column: 'id', ignored: ['lease_until', 'progress'] }],
  [
    'connection',
    {
      table: 'connections',
      column: 'id',
      parts: [
        {
          table: 'catalog_refreshes',
          column: 'connection_id',
          ignored: workOfWorkers,
        },
      ],
    },
  ],
  ['webhook', { table: 'webhooks', column: 'id' }],
  ['verified_question', { table: 'verified_questions', column: 'id' }],
  ['glossary', { table: 'glossaries', column: 'project_id' }],
  ['language_model', { table: 'model_settings', column: 'project_id' }],
]);

/** Kinds whose state is hashed into the audit log. */
export const hashedKinds: readonly string[] = [...homes.keys()];

/**
 * The content hash of a resource as it is stored: two equal hashes, nothing changed. Secrets are in
 * it only as they are sealed. Null: no such row, or a kind that is not stored so.
 */
export async function resourceHash(
  db: Kysely<AllTables>,
  organisationId: string,
  { kind, id }: AuditResource,
): Promise<string | null> {
  const home = homes.get(kind);
  if (home === undefined || id === null || id.includes('\0')) return null;
  const owner = home.table === 'organisations' ? 'id' : 'organisation_id';
  const parts = (home.parts ?? []).map(
    (part) => sql`, (
      select jsonb_agg(to_jsonb(p) - ${ignoredOf(part)} order by to_jsonb(p)::text)
      from ${tableOf(part)} p
      where p.${sql.ref(part.column)} = ${id} and p.organisation_id = ${organisationId}
    )`,
  );
  const { rows } = await sql<{ state: readonly unknown[] }>`
    select jsonb_build_array(to_jsonb(t) - ${ignoredOf(home)} ${sql.join(parts, sql` `)}) as state
    from ${tableOf(home)} t
    where t.${sql.ref(home.column)} = ${id} and t.${sql.ref(owner)} = ${organisationId}
  `.execute(db);
  const [row] = rows;
  return row === undefined ? null : contentHash(row.state);
}

function ignoredOf({ ignored = [] }: Pick<Home, 'ignored'>) {
  return sql`${[...ignored]}::text[]`;
}

function tableOf({ table }: Pick<Home, 'table'>) {
  return sql.table(`${schemaName}.${table}`);
}
