import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalidBody, unsupportedMediaType } from './error-envelope.ts';
import { deepestJson, isDeeperThan } from './json-depth.ts';

type Done = (error: Error | null, body?: unknown) => void;

/**
 * Only JSON bodies. A body without a content type is read as JSON (the contract's examples of
 * deploy and run send none); an empty body is no body; `__proto__` keys and nesting without end
 * are refused.
 */
export function acceptJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parseSafely = app.getDefaultJsonParser('error', 'error');
  const parse = (request: FastifyRequest, text: string, done: Done): void => {
    if (isDeeperThan(text, deepestJson)) {
      done(invalidBody(`nested deeper than ${deepestJson} levels`));
      return;
    }
    void parseSafely(request, text, (error, body) =>
      error === null ? done(null, body) : done(invalidBody('not valid JSON')),
    );
  };
  app.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string' },
    (request, text, done) => {
      if (text.trim() === '') done(null, undefined);
      else parse(request, text, done);
    },
  );
  app.addContentTypeParser<string>('*', { parseAs: 'string' }, (request, text, done) => {
    if (request.headers['content-type'] === undefined) parse(request, text, done);
    else done(unsupportedMediaType());
  });
}
