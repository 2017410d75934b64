import type { Member } from '@ai-etl/store';
import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { sendPageHeaders } from '../../http/pagination.ts';
import { scopeOf } from '../../scope.ts';
import { listMembers, removeMember, updateMember, type MemberBody } from './contract.ts';
import type { MemberService } from './service.ts';

export function registerMemberRoutes(app: App, service: MemberService): void {
  app.route({
    ...listMembers,
    handler: async (request, reply) => {
      const asked = { page: request.query.page, perPage: request.query.per_page };
      const { items, total } = await service.list(scopeOf(principalOf(request)), asked);
      sendPageHeaders(request, reply, { ...asked, total });
      return items.map(present);
    },
  });

  app.route({
    ...updateMember,
    handler: async (request) => {
      const scope = scopeOf(principalOf(request));
      return present(await service.update(scope, request.params.user_id, request.body.role));
    },
  });

  app.route({
    ...removeMember,
    handler: async (request, reply) => {
      await service.remove(scopeOf(principalOf(request)), request.params.user_id);
      return reply.code(204).send();
    },
  });
}

function present(member: Member): MemberBody {
  return {
    user_id: member.userId,
    email: member.email,
    role: member.role,
    project_roles: { ...member.projectRoles },
    disabled: member.disabled,
    joined_at: member.joinedAt,
  };
}
