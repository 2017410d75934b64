/** What a member may do in an organisation. */
export type Role = 'admin' | 'architect' | 'engineer' | 'analyst' | 'viewer';

export interface Membership {
  readonly organisationId: string;
  /** Null: a member of single projects only. */
  readonly role: Role | null;
}

/** A person who can log in. `passwordHash` never leaves the server. */
export interface User {
  readonly id: string;
  /** Lower case. */
  readonly email: string;
  readonly passwordHash: string;
  readonly disabled: boolean;
  readonly createdAt: string;
  readonly memberships: readonly Membership[];
}

export interface Project {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly createdAt: string;
}
