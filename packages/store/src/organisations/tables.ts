import type { Generated, GeneratedAlways } from 'kysely';
import type { Role } from '../identity/user.ts';

/** Who works where, as Kysely sees it. */
export interface OrganisationTables {
  projects: {
    readonly organisation_id: string;
    id: string;
    name: string;
    description: Generated<string>;
    is_default: Generated<boolean>;
    created_at: GeneratedAlways<string>;
    updated_at: Generated<string>;
    /** Its row stays: deleted pipelines and their runs belong to it. */
    deleted_at: Generated<string | null>;
  };
  memberships: {
    readonly organisation_id: string;
    user_id: string;
    /** Null: a member of single projects only. */
    role: Role | null;
    created_at: GeneratedAlways<string>;
  };
  project_members: {
    readonly organisation_id: string;
    project_id: string;
    user_id: string;
    role: Role;
    created_at: GeneratedAlways<string>;
  };
  invitations: {
    readonly organisation_id: string;
    id: string;
    email: string;
    role: Role;
    project_id: string | null;
    token_hash: string;
    invited_by: string | null;
    created_at: GeneratedAlways<string>;
    expires_at: string;
    accepted_at: string | null;
    accepted_by: string | null;
  };
}
