/** What a member may do in an organisation. */
export type Role = 'admin' | 'architect' | 'engineer' | 'analyst' | 'viewer';

export interface Membership {
  readonly organisationId: string;
  readonly organisationName: string;
  /** Null: a member of single projects only. */
  readonly role: Role | null;
}

/** A person who can log in. */
export interface User {
  readonly id: string;
  /** Lower case. */
  readonly email: string;
  /** Never leaves the server. Null: logs in elsewhere only. */
  readonly passwordHash: string | null;
  readonly disabled: boolean;
  readonly emailVerified: boolean;
  readonly createdAt: string;
  readonly memberships: readonly Membership[];
}

export interface Project {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly description: string;
  readonly isDefault: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}
