import { z } from 'zod';
import { route } from '../../http/route.ts';

export const live = route({
  method: 'GET',
  url: '/health/live',
  permission: 'public',
  schema: {
    operationId: 'isLive',
    tags: ['health'],
    summary: 'The process answers',
    description: 'For a supervisor that starts the process again when this fails.',
    response: {
      200: z.object({ status: z.literal('ok') }).meta({ examples: [{ status: 'ok' as const }] }),
    },
  },
});

const Readiness = z
  .object({
    status: z.enum(['ready', 'not_ready']),
    checks: z.array(z.object({ name: z.string(), ok: z.boolean(), message: z.string() })),
  })
  .meta({
    id: 'Readiness',
    examples: [
      {
        status: 'ready' as const,
        checks: [{ name: 'database', ok: true, message: 'answers' }],
      },
    ],
  });

export type Readiness = z.infer<typeof Readiness>;

export const ready = route({
  method: 'GET',
  url: '/health/ready',
  permission: 'public',
  schema: {
    operationId: 'isReady',
    tags: ['health'],
    summary: 'The process can serve: its database answers',
    description: 'For a load balancer. 503 names what is not ready.',
    response: { 200: Readiness, 503: Readiness },
  },
});
