import { z } from 'zod';
import { IdParam, Moment, Timestamp } from '../../http/fields.ts';
import { pageQuery } from '../../http/pagination.ts';
import { route } from '../../http/route.ts';

const Hash = z.string().nullable();

const example = {
  audit_id: 'aud_0123456789abcdefghjk',
  at: '2026-01-26T10:00:00.000Z',
  actor: { kind: 'user' as const, user_id: 'user_0123456789abcdefghjk', api_key_id: null },
  action: 'updateProject',
  resource: { kind: 'project', id: 'proj_123' },
  outcome: 'succeeded' as const,
  status: 200,
  error_code: null,
  before_hash: 'sha256:5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9',
  after_hash: 'sha256:6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b',
  request_id: 'req_0123456789abcdefghjk',
  address: '192.0.2.1',
  suppressed: 0,
  finished_at: '2026-01-26T10:00:00.012Z',
};

const AuditEntry = z
  .object({
    audit_id: z.string(),
    at: Timestamp,
    actor: z.object({
      kind: z
        .enum(['user', 'api_key', 'anonymous', 'unproven'])
        .describe(
          'unproven: showed a token that is not valid; user_id is then only what it claims.',
        ),
      user_id: z.string().nullable(),
      api_key_id: z.string().nullable(),
    }),
    action: z.string().describe('The operationId.'),
    resource: z.object({ kind: z.string(), id: z.string().nullable() }).nullable(),
    outcome: z
      .enum(['started', 'succeeded', 'failed', 'refused'])
      .describe('One that stays `started` was cut off: the process ended in between.'),
    status: z.int().nullable(),
    error_code: z.string().nullable(),
    before_hash: Hash.describe('Content hash of the stored resource before the change.'),
    after_hash: Hash.describe('And after it; null when it is gone, or nothing was changed.'),
    request_id: z.string().describe('The X-Request-Id of the answer.'),
    address: z.string(),
    suppressed: z.int().describe('Refusals before this one that were too many to write.'),
    finished_at: Timestamp.nullable(),
  })
  .meta({ id: 'AuditEntry', examples: [example] });

export type AuditEntryBody = z.infer<typeof AuditEntry>;

const filters = {
  actor: IdParam.optional().describe('Id of a user or API key.'),
  action: z.string().min(1).max(200).optional().describe('An operationId.'),
  resource_kind: z.string().min(1).max(64).optional().describe('project, pipeline, user, …'),
  resource_id: IdParam.optional(),
  outcome: z.enum(['started', 'succeeded', 'failed', 'refused']).optional(),
  from: Moment.optional().describe('From this time on. RFC 3339.'),
  to: Moment.optional().describe('Before this time. RFC 3339.'),
};

export type AuditQuery = z.infer<z.ZodObject<typeof filters>>;

export const listAuditLog = route({
  method: 'GET',
  url: '/audit-log',
  permission: 'audit:read',
  schema: {
    operationId: 'listAuditLog',
    tags: ['audit log'],
    summary: 'Who did what, or was refused it, newest first',
    description:
      'Every change and every refusal in your organisation. Entries cannot be changed; they are deleted only when they are older than the retention.',
    querystring: z.strictObject({ ...pageQuery, ...filters }),
    response: { 200: z.array(AuditEntry) },
  },
});

export const exportAuditLog = route({
  method: 'GET',
  url: '/audit-log::export',
  permission: 'audit:read',
  schema: {
    operationId: 'exportAuditLog',
    tags: ['audit log'],
    summary: 'The audit log as JSON lines, oldest first',
    description:
      'One entry a line, in the shape of GET /audit-log, streamed: up to the moment of asking, however many there are.',
    querystring: z.strictObject(filters),
    response: {
      200: {
        description: 'JSON lines.',
        content: { 'application/x-ndjson': { schema: z.string() } },
      },
    },
  },
});
