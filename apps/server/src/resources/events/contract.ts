import { z } from 'zod';
import { ErrorEnvelope } from '../../http/error-envelope.ts';
import { IdParam, Timestamp } from '../../http/fields.ts';
import { route } from '../../http/route.ts';

const tags = ['events'] as const;

const LastEventId = z.string().min(1).max(128);

/** Text of a stream, for the documentation: it is written as it happens. */
const eventStream = (description: string, example: string) => ({
  description,
  content: { 'text/event-stream': { schema: z.string().meta({ examples: [example] }) } },
});

export const openSocket = route({
  method: 'GET',
  url: '/ws',
  // The first message says who is calling; the connection ends when it does not.
  permission: 'public',
  schema: {
    operationId: 'openEventSocket',
    tags,
    summary: 'Events over a WebSocket',
    description:
      'Send {"type":"auth","token":"…"} first, then {"type":"subscribe","channel":"run","id":"run_…"}; channels are pipeline, run and project. The guide on WebSocket events has the whole protocol. A request that is no upgrade is answered with 400.',
    querystring: z.strictObject({
      ticket: z
        .string()
        .max(16_384)
        .optional()
        .describe('Of POST /events/ticket, in place of the first message.'),
    }),
    response: {
      101: z.undefined().describe('The connection speaks WebSocket from here on.'),
      403: ErrorEnvelope,
    },
  },
});

export const createTicket = route({
  method: 'POST',
  url: '/events/ticket',
  permission: 'pipelines:read',
  schema: {
    operationId: 'createEventTicket',
    tags,
    summary: 'A ticket for a WebSocket',
    description:
      'Stands for your token, once and for half a minute: what a browser puts into the URL of a WebSocket or into its first message.',
    response: {
      201: z.object({ ticket: z.string(), expires_at: Timestamp }).meta({
        id: 'EventTicket',
        examples: [{ ticket: 'eyJhbGciOiJkaXIi…', expires_at: '2024-01-26T10:15:30.000Z' }],
      }),
    },
  },
});

export const streamEvents = route({
  method: 'GET',
  url: '/events/stream',
  permission: 'pipelines:read',
  schema: {
    operationId: 'streamEvents',
    tags,
    summary: 'Events as server-sent events',
    description:
      'Of one pipeline, run or project: give exactly one id. `id`, `event` and `data` of each are as over the WebSocket. Begins with what happens from now on, or after Last-Event-ID; `gap` then says that this id is not known any more. Ends when your login does.',
    querystring: z
      .strictObject({
        pipeline_id: IdParam.optional(),
        run_id: IdParam.optional(),
        project_id: IdParam.optional(),
        last_event_id: LastEventId.optional().describe('As the header Last-Event-ID.'),
      })
      .refine(
        ({ pipeline_id, run_id, project_id }) =>
          [pipeline_id, run_id, project_id].filter((one) => one !== undefined).length === 1,
        'must give exactly one of pipeline_id, run_id and project_id',
      ),
    headers: z.object({ 'last-event-id': LastEventId.optional() }),
    response: {
      200: eventStream(
        'The stream, until you close it.',
        'id: evt_00000000000000000000000000000001\nevent: pipeline.completed\ndata: {"id":"evt_00000000000000000000000000000001","type":"pipeline.completed","timestamp":"2024-01-26T10:15:00.000Z","data":{"pipeline_id":"pipe_456","run_id":"run_789","status":"success"}}\n\n',
      ),
    },
  },
});

export const streamRunLogs = route({
  method: 'GET',
  url: '/runs/:run_id/logs/stream',
  permission: 'pipelines:read',
  schema: {
    operationId: 'streamRunLogs',
    tags: ['runs'],
    summary: 'Follow the log of a run',
    description:
      'Server-sent events `log`, from the first line or after Last-Event-ID (or `after`), then `end` with the status when the run has ended.',
    params: z.object({ run_id: IdParam }),
    querystring: z.strictObject({
      after: z.coerce.number().int().min(0).optional().describe('Only lines with a greater id.'),
    }),
    headers: z.object({
      'last-event-id': z
        .string()
        .regex(/^\d{1,15}$/, 'must be the id of a log line')
        .optional(),
    }),
    response: {
      200: eventStream(
        'The lines, then the end.',
        'id: 17\nevent: log\ndata: {"id":17,"at":"2024-01-26T10:15:00.000Z","level":"info","attempt":1,"task":null,"message":"Success: 1000 rows"}\n\nevent: end\ndata: {"run_id":"run_789","status":"success"}\n\n',
      ),
    },
  },
});
