/** `unproven`: showed a token that is not valid; the user is then only what it claims. */
export type AuditActorKind = 'user' | 'api_key' | 'anonymous' | 'unproven';

/** `started` that stays so: the process ended in between. `failed`: nothing was changed. */
export type AuditOutcome = 'started' | 'succeeded' | 'failed' | 'refused';

export interface AuditActor {
  readonly kind: AuditActorKind;
  readonly userId: string | null;
  readonly apiKeyId: string | null;
}

/** What was acted on. `id` null: not known (yet), or there is only one. */
export interface AuditResource {
  readonly kind: string;
  readonly id: string | null;
}

/** What is known before the change. */
export interface AuditIntent {
  readonly organisationId: string;
  readonly actor: AuditActor;
  /** The operationId of the API. */
  readonly action: string;
  readonly resource: AuditResource | null;
  readonly beforeHash: string | null;
  readonly requestId: string;
  readonly address: string;
}

/** What is known after it. */
export interface AuditResult {
  readonly outcome: Exclude<AuditOutcome, 'started'>;
  readonly status: number;
  readonly errorCode: string | null;
  readonly afterHash: string | null;
  /** Who it turned out to be: of a login. Absent: as the intent says. */
  readonly actor?: AuditActor;
  /** Of something that was created. */
  readonly resource?: AuditResource;
}

/** Something that is over when it is written: a refusal, a login. */
export interface AuditRecord extends Omit<AuditIntent, 'beforeHash'> {
  readonly outcome: Exclude<AuditOutcome, 'started'>;
  readonly status: number;
  readonly errorCode: string | null;
  /** How many like it were not written one by one. */
  readonly suppressed: number;
}

export interface AuditEntry {
  readonly seq: number;
  readonly id: string;
  readonly at: string;
  readonly actor: AuditActor;
  readonly action: string;
  readonly resource: AuditResource | null;
  readonly outcome: AuditOutcome;
  readonly status: number | null;
  readonly errorCode: string | null;
  readonly beforeHash: string | null;
  readonly afterHash: string | null;
  readonly requestId: string;
  readonly address: string;
  readonly suppressed: number;
  readonly finishedAt: string | null;
}

/** What is absent does not matter. */
export interface AuditFilter {
  /** A user or API key. */
  readonly actorId?: string;
  readonly action?: string;
  readonly resourceKind?: string;
  readonly resourceId?: string;
  readonly outcome?: AuditOutcome;
  /** RFC 3339, included. */
  readonly from?: string;
  /** RFC 3339, not included. */
  readonly to?: string;
}
