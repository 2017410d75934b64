import { AiEtlError } from '@ai-etl/core';
import type {
  Member,
  MemberChange,
  OrganisationTopics,
  Page,
  PageRequest,
  Role,
  Scope,
} from '@ai-etl/store';
import type { Callers } from '../../auth/callers.ts';
import { found, notFound } from '../../scope.ts';

export interface MemberPorts {
  readonly organisations: Pick<
    OrganisationTopics,
    'listMembers' | 'getMember' | 'changeMember' | 'removeMember'
  >;
  readonly callers: Pick<Callers, 'forgetUser'>;
}

/** Members of a caller's organisation. RESOURCE_NOT_FOUND for who is none. */
export interface MemberService {
  list(scope: Scope, page: PageRequest): Promise<Page<Member>>;
  /** Throws CONFLICT for the last admin. */
  update(scope: Scope, userId: string, role: Role | null): Promise<Member>;
  /** Throws CONFLICT for the last admin. */
  remove(scope: Scope, userId: string): Promise<void>;
}

export function makeMemberService({ organisations, callers }: MemberPorts): MemberService {
  const settle = (change: MemberChange, userId: string): void => {
    if (change === 'unknown') throw notFound('user', userId);
    if (change === 'last_admin') throw lastAdmin();
    callers.forgetUser(userId);
  };
  return {
    list: (scope, page) => organisations.listMembers(scope, page),
    update: async (scope, userId, role) => {
      settle(await organisations.changeMember(scope, userId, role), userId);
      return found(await organisations.getMember(scope, userId), 'user', userId);
    },
    remove: async (scope, userId) =>
      settle(await organisations.removeMember(scope, userId), userId),
  };
}

function lastAdmin(): AiEtlError {
  return new AiEtlError(
    'CONFLICT',
    'This is the last admin of the organisation. Make somebody else an admin first.',
    { details: [{ field: 'role', error: 'the organisation would have no admin' }] },
  );
}
