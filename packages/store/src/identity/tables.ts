import type { Generated, GeneratedAlways } from 'kysely';

/** Logins and keys, as Kysely sees them. */

export interface SessionTables {
  sessions: {
    id: string;
    user_id: string;
    /** Which of several organisations was chosen; null: the first. */
    organisation_id: string | null;
    method: 'password' | 'openid';
    user_agent: string;
    address: string;
    created_at: GeneratedAlways<string>;
    last_used_at: Generated<string>;
    expires_at: string;
    ended_at: string | null;
  };
  refresh_tokens: {
    token_hash: string;
    /** The session. */
    family: string;
    created_at: GeneratedAlways<string>;
    expires_at: string;
    used_at: string | null;
  };
  login_attempts: { key: string; tries: number; ends_at: string };
  one_time_tokens: {
    token_hash: string;
    user_id: string;
    purpose: 'password_reset' | 'email_verification' | 'login';
    email: string;
    created_at: GeneratedAlways<string>;
    expires_at: string;
    used_at: string | null;
  };
  user_identities: {
    issuer: string;
    subject: string;
    user_id: string;
    created_at: GeneratedAlways<string>;
  };
}

export interface ApiKeyTables {
  api_keys: {
    readonly organisation_id: string;
    id: string;
    user_id: string;
    name: string;
    token_hash: string;
    hint: string;
    scopes: string[];
    ancestor_ids: string[];
    created_at: GeneratedAlways<string>;
    expires_at: string | null;
    last_used_at: string | null;
    revoked_at: string | null;
  };
}
