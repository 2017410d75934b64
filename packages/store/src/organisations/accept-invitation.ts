import { sql, type Kysely } from 'kysely';
import type { AllTables } from '../database/schema.ts';
import type { Role } from '../identity/user.ts';
import { newId } from '../new-id.ts';
import { invitationColumns, type Invitation } from './invitations.ts';

/** Who joins: somebody known, or a new user with the invitation's address. */
export type Joining = { readonly userId: string } | { readonly passwordHash: string };

export type Acceptance =
  | {
      readonly outcome: 'accepted';
      readonly userId: string;
      readonly invitation: Omit<Invitation, 'expired'>;
    }
  /** `unknown`: no such token, or it was used or has expired. */
  | { readonly outcome: 'unknown' }
  /** A user with this address exists: they have to say that it is they. */
  | { readonly outcome: 'account_exists' }
  /** It is for another address than this user's. */
  | { readonly outcome: 'other_address' };

export interface AcceptInvitation {
  /** Uses an invitation up, in one transaction: of two callers one gets `unknown`. */
  acceptInvitation(tokenHash: string, joining: Joining): Promise<Acceptance>;
  /** The address that a good token is for; null: it is none. */
  invitedEmail(tokenHash: string): Promise<string | null>;
}

const lives = sql<boolean>`expires_at > now()`;

/** Before there is a scope: the token alone says which organisation. */
export function acceptInvitationOf(db: Kysely<AllTables>): AcceptInvitation {
  const byToken = (from: Kysely<AllTables>, tokenHash: string) =>
    from
      .selectFrom('invitations')
      .where('token_hash', '=', tokenHash)
      .where('accepted_at', 'is', null)
      .where(lives);
  return {
    invitedEmail: async (tokenHash) =>
      (await byToken(db, tokenHash).select('email').executeTakeFirst())?.email ?? null,

    acceptInvitation: (tokenHash, joining) =>
      db.transaction().execute(async (trx): Promise<Acceptance> => {
        const invitation = await byToken(trx, tokenHash)
          .select(invitationColumns)
          .forUpdate()
          .executeTakeFirst();
        if (invitation === undefined) return { outcome: 'unknown' };
        const user = await trx
          .selectFrom('users')
          .select(['id', 'email'])
          .where((eb) =>
            'userId' in joining
              ? eb('id', '=', joining.userId)
              : eb('email', '=', invitation.email),
          )
          .executeTakeFirst();
        if ('userId' in joining) {
          if (user?.email !== invitation.email) return { outcome: 'other_address' };
        } else if (user !== undefined) {
          return { outcome: 'account_exists' };
        }
        const userId =
          'userId' in joining
            ? joining.userId
            : await createUser(trx, invitation.email, joining.passwordHash);
        await join(trx, userId, invitation);
        await trx
          .updateTable('invitations')
          .set({ accepted_at: sql<string>`now()`, accepted_by: userId })
          .where('id', '=', invitation.id)
          .execute();
        return { outcome: 'accepted', userId, invitation };
      }),
  };
}

async function createUser(
  trx: Kysely<AllTables>,
  email: string,
  passwordHash: string,
): Promise<string> {
  const id = newId('user');
  await trx
    .insertInto('users')
    .values({ id, email, password_hash: passwordHash, disabled_at: null })
    .execute();
  return id;
}

/** Adds what the invitation grants; a higher role that is there already stays. */
async function join(
  trx: Kysely<AllTables>,
  userId: string,
  { organisationId, projectId, role }: Omit<Invitation, 'expired'>,
): Promise<void> {
  const atOrganisation = projectId === null ? role : null;
  await trx
    .insertInto('memberships')
    .values({ organisation_id: organisationId, user_id: userId, role: atOrganisation })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'user_id'])
        .doUpdateSet({ role: higherOf<Role | null>('memberships.role', 'excluded.role') }),
    )
    .execute();
  if (projectId === null) return;
  await trx
    .insertInto('project_members')
    .values({ organisation_id: organisationId, project_id: projectId, user_id: userId, role })
    .onConflict((conflict) =>
      conflict
        .columns(['project_id', 'user_id'])
        .doUpdateSet({ role: higherOf<Role>('project_members.role', 'excluded.role') }),
    )
    .execute();
}

/** From the most to the least; PostgreSQL sorts NULL, no role, behind all. */
function higherOf<Known extends Role | null>(one: string, other: string) {
  return sql<Known>`(
    select role from unnest(array[${sql.ref(one)}, ${sql.ref(other)}]) role
    order by array_position(array['admin', 'architect', 'engineer', 'analyst', 'viewer'], role)
    limit 1
  )`;
}
