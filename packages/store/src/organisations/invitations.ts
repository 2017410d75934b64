import { sql } from 'kysely';
import type { Scope, Tenancy } from '../database/tenant.ts';
import type { Role } from '../identity/user.ts';
import { newId } from '../new-id.ts';
import { offsetOf, type Page, type PageRequest } from '../page.ts';

/** Somebody asked to join: who holds its token may, once. */
export interface Invitation {
  readonly id: string;
  readonly organisationId: string;
  /** Lower case. */
  readonly email: string;
  /** In the organisation, or in `projectId` alone. */
  readonly role: Role;
  readonly projectId: string | null;
  readonly invitedBy: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly expired: boolean;
}

export interface NewInvitation {
  readonly email: string;
  readonly role: Role;
  readonly projectId: string | null;
  /** The token itself is never stored. */
  readonly tokenHash: string;
  readonly invitedBy: string;
  readonly expiresAt: string;
}

export interface Invitations {
  /** Takes the place of an open one to the same address and project: its token is worthless then. */
  createInvitation(scope: Scope, invitation: NewInvitation): Promise<Invitation>;
  /** Those not accepted, the latest first. */
  listInvitations(scope: Scope, page: PageRequest): Promise<Page<Invitation>>;
  /** Makes its token worthless. False: there is none, or it is accepted. */
  deleteInvitation(scope: Scope, invitationId: string): Promise<boolean>;
}

export const invitationColumns = [
  'id',
  'organisation_id as organisationId',
  'email',
  'role',
  'project_id as projectId',
  'invited_by as invitedBy',
  'created_at as createdAt',
  'expires_at as expiresAt',
] as const;

const expired = sql<boolean>`expires_at <= now()`.as('expired');

export function invitationsOf(tenancy: Tenancy): Invitations {
  const open = (scope: Scope) =>
    tenancy(scope).selectFrom('invitations').where('accepted_at', 'is', null);
  return {
    createInvitation: (scope, invitation) =>
      tenancy(scope)
        .transaction()
        .execute(async (trx) => {
          const email = invitation.email.trim().toLowerCase();
          await trx
            .deleteFrom('invitations')
            .where('email', '=', email)
            .where('project_id', 'is not distinct from', invitation.projectId)
            .where('accepted_at', 'is', null)
            .execute();
          return trx
            .insertInto('invitations')
            .values({
              id: newId('invitation'),
              organisation_id: scope.organisationId,
              email,
              role: invitation.role,
              project_id: invitation.projectId,
              token_hash: invitation.tokenHash,
              invited_by: invitation.invitedBy,
              expires_at: invitation.expiresAt,
              accepted_at: null,
              accepted_by: null,
            })
            .returning(invitationColumns)
            .returning(expired)
            .executeTakeFirstOrThrow();
        }),

    listInvitations: async (scope, page) => {
      const items = await open(scope)
        .select(invitationColumns)
        .select(expired)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(page.perPage)
        .offset(offsetOf(page))
        .execute();
      const { total } = await open(scope)
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return { items, total };
    },

    deleteInvitation: async (scope, invitationId) => {
      const deleted = await tenancy(scope)
        .deleteFrom('invitations')
        .where('id', '=', invitationId)
        .where('accepted_at', 'is', null)
        .executeTakeFirst();
      return deleted.numDeletedRows > 0n;
    },
  };
}
