import type { FastifyInstance } from 'fastify';
import { invalidBody, unsupportedMediaType } from './error-envelope.ts';

/**
 * Only JSON bodies. A body without a content type is read as JSON (the contract's examples of
 * deploy and run send none); an empty body is no body; `__proto__` keys are refused.
 */
export function acceptJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parseSafely = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string' },
    (request, text, done) => {
      if (text.trim() === '') {
        done(null, undefined);
        return;
      }
      void parseSafely(request, text, (error, body) =>
        error === null ? done(null, body) : done(invalidBody('not valid JSON')),
      );
    },
  );
  app.addContentTypeParser<string>('*', { parseAs: 'string' }, (request, text, done) => {
    if (request.headers['content-type'] !== undefined) {
      done(unsupportedMediaType());
      return;
    }
    void parseSafely(request, text, (error, body) =>
      error === null ? done(null, body) : done(invalidBody('not valid JSON')),
    );
  });
}
