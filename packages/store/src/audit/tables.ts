import type { Generated, GeneratedAlways } from 'kysely';
import type { AuditActorKind, AuditOutcome } from './audit-entry.ts';

/** The audit log, as Kysely sees it. */
export interface AuditTables {
  audit_log: {
    readonly organisation_id: string;
    seq: GeneratedAlways<number>;
    id: string;
    at: GeneratedAlways<string>;
    actor_kind: AuditActorKind;
    user_id: string | null;
    api_key_id: string | null;
    action: string;
    resource_kind: string | null;
    resource_id: string | null;
    outcome: AuditOutcome;
    status: number | null;
    error_code: string | null;
    before_hash: string | null;
    after_hash: string | null;
    request_id: string;
    address: string;
    suppressed: Generated<number>;
    finished_at: string | null;
  };
}
