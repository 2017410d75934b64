import { sql } from 'kysely';
import { schemaName } from '../database/kysely.ts';
import type { Role } from '../identity/user.ts';

/** Of the membership called `m` in the query: its roles in single projects, by project id. */
export const projectRolesOf = sql<Readonly<Record<string, Role>>>`(
  select coalesce(json_object_agg(project_id, role), '{}'::json)
  from ${sql.table(`${schemaName}.project_members`)} pm
  where pm.organisation_id = m.organisation_id and pm.user_id = m.user_id
)`.as('projectRoles');
