import type { Kysely } from 'kysely';
import type { AllTables, TenantTables } from './schema.ts';
import { TenantPlugin } from './tenant-plugin.ts';

/** Whose data a request may see. Made once per request, from the token. */
export interface Scope {
  readonly organisationId: string;
  /** Only these projects of it, perhaps none. Absent: all, at no cost. */
  readonly projectIds?: readonly string[];
}

/**
 * The only way from a request to tenant data. Queries built on the answer are filtered on the
 * organisation, and on the caller's projects where these are limited, by TenantPlugin; inserts must
 * carry it, and tables without a tenant are not even typed there: the check lives in one place and
 * cannot be forgotten. Topics that serve requests are given a Tenancy, never the raw database.
 */
export type Tenancy = (scope: Scope) => Kysely<TenantTables>;

export function tenancyOf(db: Kysely<AllTables>): Tenancy {
  return (scope) => db.$pickTables<keyof TenantTables>().withPlugin(new TenantPlugin(scope));
}
