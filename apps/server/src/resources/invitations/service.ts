import { randomBytes } from 'node:crypto';
import { AiEtlError, type Clock } from '@ai-etl/core';
import type {
  Acceptance,
  Identity,
  Invitation,
  OrganisationTopics,
  Page,
  PageRequest,
  Role,
} from '@ai-etl/store';
import type { Callers } from '../../auth/callers.ts';
import { requireGoodPassword } from '../../auth/password-rules.ts';
import type { Passwords } from '../../auth/passwords.ts';
import type { Principal } from '../../auth/principal.ts';
import { hashToken } from '../../auth/tokens.ts';
import { found, notFound, scopeOf } from '../../scope.ts';

export interface InvitationPorts {
  readonly organisations: OrganisationTopics;
  readonly identity: Pick<Identity, 'getProject'>;
  readonly callers: Pick<Callers, 'forgetUser'>;
  readonly passwords: Passwords;
  readonly clock: Clock;
  /** Sends it; false when mail is not configured. */
  readonly mail: (invitation: Invitation, token: string) => Promise<boolean>;
}

export interface InvitationRequest {
  readonly email: string;
  readonly role: Role;
  readonly projectId: string | null;
}

export interface CreatedInvitation {
  readonly invitation: Invitation;
  readonly token: string;
  readonly emailed: boolean;
}

/** Who joins with a token: the caller, or somebody new with this password. */
export interface AcceptRequest {
  readonly token: string;
  readonly password: string | undefined;
  readonly caller: Principal | null;
}

export type Accepted = Extract<Acceptance, { readonly outcome: 'accepted' }>;

export interface InvitationService {
  /** Throws RESOURCE_NOT_FOUND for the project. */
  create(caller: Principal, request: InvitationRequest): Promise<CreatedInvitation>;
  list(caller: Principal, page: PageRequest): Promise<Page<Invitation>>;
  delete(caller: Principal, invitationId: string): Promise<void>;
  /** Throws RESOURCE_NOT_FOUND, CONFLICT, PERMISSION_DENIED, VALIDATION_ERROR for the password. */
  accept(request: AcceptRequest): Promise<Accepted>;
}

const lifetimeMs = 7 * 24 * 3_600_000;

export function makeInvitationService(ports: InvitationPorts): InvitationService {
  const { organisations, identity, callers, passwords, clock, mail } = ports;

  const joiningAs = async ({ caller, password }: AcceptRequest, email: string) => {
    if (caller !== null) return { userId: caller.userId };
    if (password === undefined) throw passwordNeeded();
    requireGoodPassword(password, email, 'password');
    return { passwordHash: await passwords.hash(password) };
  };

  return {
    create: async (caller, { email, role, projectId }) => {
      const scope = scopeOf(caller);
      if (projectId !== null) {
        found(await identity.getProject(scope, projectId), 'project', projectId);
      }
      const token = randomBytes(32).toString('base64url');
      const invitation = await organisations.createInvitation(scope, {
        email,
        role,
        projectId,
        tokenHash: hashToken(token),
        invitedBy: caller.userId,
        expiresAt: new Date(clock.now() + lifetimeMs).toISOString(),
      });
      return { invitation, token, emailed: await mail(invitation, token) };
    },

    list: (caller, page) => organisations.listInvitations(scopeOf(caller), page),

    delete: async (caller, invitationId) => {
      const deleted = await organisations.deleteInvitation(scopeOf(caller), invitationId);
      if (!deleted) throw notFound('invitation', invitationId);
    },

    accept: async (request) => {
      const tokenHash = hashToken(request.token);
      // Hashing a password takes long: not for whoever guesses tokens.
      const email = await organisations.invitedEmail(tokenHash);
      if (email === null) throw unknownToken();
      const joining = await joiningAs(request, email);
      const acceptance = await organisations.acceptInvitation(tokenHash, joining);
      switch (acceptance.outcome) {
        case 'accepted':
          callers.forgetUser(acceptance.userId);
          return acceptance;
        case 'unknown':
          throw unknownToken();
        case 'account_exists':
          throw accountExists();
        case 'other_address':
          throw otherAddress();
      }
    },
  };
}

function passwordNeeded(): AiEtlError {
  return new AiEtlError(
    'VALIDATION_ERROR',
    'Choose a password for your new account, or send the access token of the account you have.',
    { details: [{ field: 'password', error: 'required: text' }] },
  );
}

function unknownToken(): AiEtlError {
  return new AiEtlError(
    'RESOURCE_NOT_FOUND',
    'This invitation does not exist, was accepted or withdrawn, or has expired. Ask for a new one.',
    { details: [{ field: 'token', error: 'no open invitation' }] },
  );
}

function accountExists(): AiEtlError {
  return new AiEtlError(
    'CONFLICT',
    'There is an account with this e-mail address. Log in and accept with its access token instead of a password.',
    { details: [{ field: 'password', error: 'the account exists' }] },
  );
}

function otherAddress(): AiEtlError {
  return new AiEtlError(
    'PERMISSION_DENIED',
    'This invitation is for another e-mail address than that of your account. Log in with the account it was sent to.',
    { details: [{ field: 'token', error: 'for another e-mail address' }] },
  );
}
