import type { Role } from '../identity/user.ts';

export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Somebody who belongs to an organisation. */
export interface Member {
  readonly userId: string;
  /** Lower case. */
  readonly email: string;
  /** Null: a member of single projects only. */
  readonly role: Role | null;
  /** Roles in single projects, by project id. */
  readonly projectRoles: Readonly<Record<string, Role>>;
  /** Cannot log in, by an administrator's decision. */
  readonly disabled: boolean;
  readonly joinedAt: string;
}

/** A role in one project. */
export interface ProjectMember {
  readonly projectId: string;
  readonly userId: string;
  readonly email: string;
  readonly role: Role;
  readonly addedAt: string;
}

/** `last_admin`: the organisation would have nobody left who can administer it. */
export type MemberChange = 'changed' | 'unknown' | 'last_admin';
