import swagger from '@fastify/swagger';
import scalar from '@scalar/fastify-api-reference';
import type { FastifyInstance } from 'fastify';
import { describeHeaders } from './openapi-headers.ts';
import { describeLimits } from './openapi-limits.ts';
import { tidyOpenApi } from './openapi-tidy.ts';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';

const version = '0.1.0';

/** Collects the contracts of all routes registered after it. */
export async function describeRoutes(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'AI-ETL API',
        version,
        description:
          'Describe a data pipeline in plain words; get one that is proved against the real data. ' +
          'Log in with POST /api/v1/auth/login and send the token as `Authorization: Bearer <token>`; programs send an API key so, or as `X-API-Key`. ' +
          'Every failure has the same envelope, and every answer carries X-Request-Id.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/', description: 'This server' }],
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: 'An access token of POST /auth/login, or an API key.',
          },
          apiKey: {
            type: 'apiKey',
            in: 'header',
            name: 'X-API-Key',
            description: 'An API key of POST /api-keys.',
          },
        },
      },
    },
    transform: (input) => {
      const { schema, url } = jsonSchemaTransform(input);
      const permission = input.route.config?.permission;
      if (permission === undefined || permission === 'public') {
        return { schema: { ...schema, security: [] }, url };
      }
      return {
        schema: {
          ...schema,
          security: [{ bearer: [] }, { apiKey: [] }],
          'x-permission': permission,
          ...(input.route.config?.idempotent === true ? { 'x-idempotent': true } : {}),
        },
        url,
      };
    },
    transformObject: (document) =>
      describeLimits(describeHeaders(tidyOpenApi(jsonSchemaTransformObject(document)))),
  });
}

/** What the docs page may load: itself. `unsafe-inline` because Scalar writes its own style and start script. */
const docsPolicy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

/** GET /openapi.json, and Scalar at /docs, served by us alone: nothing comes from another host. */
export async function serveDocs(app: FastifyInstance): Promise<void> {
  await app.register(async (docs) => {
    docs.addHook('onRoute', (route) => {
      // In place: the authorisation hook holds this object.
      route.config = Object.assign(route.config ?? {}, { permission: 'public' as const });
    });
    docs.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
      reply.header('cache-control', 'no-cache').send(app.swagger()),
    );
    docs.addHook('onRequest', async (_request, reply) => {
      reply.header('content-security-policy', docsPolicy).header('cache-control', 'no-cache');
    });
    await docs.register(scalar, {
      routePrefix: '/docs',
      logLevel: 'silent',
      configuration: {
        url: '/openapi.json',
        pageTitle: 'AI-ETL API',
        withDefaultFonts: false,
        // So that a token has a field to go into.
        authentication: { preferredSecurityScheme: 'bearer' },
        hideClientButton: true,
        telemetry: false,
        showDeveloperTools: 'never',
        agent: { disabled: true },
        mcp: { disabled: true },
      },
    });
  });
}
