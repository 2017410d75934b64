import pg from 'pg';
import type { Role } from '../auth/permissions.ts';
import { newSessionId } from '../auth/session-id.ts';
import type { Login } from '../auth/tokens.ts';

/** Who a test wants to call as. What is not there yet is made. */
export interface TestCaller {
  readonly userId: string;
  readonly organisationId: string;
  /** Becomes the caller's role in the organisation. Null: a member of single projects only. */
  readonly role: Role | null;
  /** By project id; added to those there are. */
  readonly projectRoles?: Readonly<Record<string, Role>>;
}

/**
 * Makes the organisation, the user, the membership and a session of theirs, since a token counts for
 * no more than what the store says: the caller then has this role, as if an admin had given it.
 */
export async function openTestLogin(databaseUrl: string, caller: TestCaller): Promise<Login> {
  const { userId, organisationId, role, projectRoles = {} } = caller;
  const sessionId = newSessionId();
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      'insert into ai_etl.organisations (id, name) values ($1, $1) on conflict do nothing',
      [organisationId],
    );
    await client.query(
      'insert into ai_etl.users (id, email) values ($1, $2) on conflict do nothing',
      [userId, `${userId.toLowerCase()}@test.example`],
    );
    await client.query(
      `insert into ai_etl.memberships (organisation_id, user_id, role) values ($1, $2, $3)
       on conflict (organisation_id, user_id) do update set role = excluded.role`,
      [organisationId, userId, role],
    );
    for (const [projectId, projectRole] of Object.entries(projectRoles)) {
      await client.query(
        `insert into ai_etl.project_members (organisation_id, project_id, user_id, role)
         values ($1, $2, $3, $4)
         on conflict (project_id, user_id) do update set role = excluded.role`,
        [organisationId, projectId, userId, projectRole],
      );
    }
    await client.query(
      `insert into ai_etl.sessions (id, user_id, organisation_id, method, expires_at)
       values ($1, $2, $3, 'password', now() + interval '1 hour')`,
      [sessionId, userId, organisationId],
    );
  } finally {
    await client.end();
  }
  return { userId, organisationId, sessionId };
}
