import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { sendPageHeaders } from '../../http/pagination.ts';
import { scopeOf } from '../../scope.ts';
import {
  createVerifiedQuestion,
  deleteVerifiedQuestion,
  getVerifiedQuestion,
  listVerifiedQuestions,
} from './contract.ts';
import { presentVerifiedQuestion } from './present.ts';
import type { VerifiedQuestionService } from './service.ts';

export function registerVerifiedQuestionRoutes(app: App, service: VerifiedQuestionService): void {
  app.route({
    ...createVerifiedQuestion,
    handler: async (request, reply) => {
      const created = await service.create(principalOf(request), request.body);
      return reply.code(201).send(presentVerifiedQuestion(created));
    },
  });

  app.route({
    ...listVerifiedQuestions,
    handler: async (request, reply) => {
      const { page, per_page: perPage, project_id, connection_id, kind, q } = request.query;
      const filter = {
        ...(project_id === undefined ? {} : { projectId: project_id }),
        ...(connection_id === undefined ? {} : { connectionId: connection_id }),
        ...(kind === undefined ? {} : { kind }),
        ...(q === undefined ? {} : { search: q }),
      };
      const asked = { page, perPage };
      const listed = await service.list(scopeOf(principalOf(request)), filter, asked);
      sendPageHeaders(request, reply, { ...asked, total: listed.total });
      return listed.items.map(presentVerifiedQuestion);
    },
  });

  app.route({
    ...getVerifiedQuestion,
    handler: async (request) =>
      presentVerifiedQuestion(
        await service.get(scopeOf(principalOf(request)), request.params.verified_question_id),
      ),
  });

  app.route({
    ...deleteVerifiedQuestion,
    handler: async (request, reply) => {
      await service.delete(scopeOf(principalOf(request)), request.params.verified_question_id);
      return reply.code(204).send();
    },
  });
}
