import type { FastifyInstance } from 'fastify';
import { AiEtlError } from '@ai-etl/core';
import { mayReadMetrics } from '../telemetry/metrics-access.ts';
import type { Exposition } from '../telemetry/prometheus.ts';

/** GET /metrics for Prometheus: no resource of the API, so neither limited nor in its document. */
export function serveMetrics(
  app: FastifyInstance,
  exposition: Exposition,
  token: string | null,
): void {
  app.get(
    '/metrics',
    { schema: { hide: true }, config: { permission: 'public' } },
    async (request, reply) => {
      if (!mayReadMetrics(request.raw, token)) {
        throw new AiEtlError(
          'AUTHENTICATION_REQUIRED',
          'Metrics are for this machine, or for whoever sends Authorization: Bearer <AI_ETL_METRICS_TOKEN>.',
          { details: [{ field: 'authorization', error: 'the token of AI_ETL_METRICS_TOKEN' }] },
        );
      }
      return reply.type(exposition.contentType).send(await exposition.text());
    },
  );
}
