import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { nlQuery } from './contract.ts';
import type { QuestionService } from './service.ts';

export function registerNlQueryRoutes(app: App, service: QuestionService): void {
  app.route({
    ...nlQuery,
    handler: (request) => service.ask(principalOf(request), request.body),
  });
}
