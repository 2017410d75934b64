import { z } from 'zod';
import { roles } from '../../auth/permissions.ts';
import { IdParam, Timestamp } from '../../http/fields.ts';
import { pageQuery } from '../../http/pagination.ts';
import { route } from '../../http/route.ts';

export const RoleName = z.enum(roles);

const Member = z
  .object({
    user_id: z.string(),
    email: z.string(),
    role: RoleName.nullable().describe(
      'In the organisation. Null: a member of single projects only.',
    ),
    project_roles: z
      .record(z.string(), RoleName)
      .describe('In single projects, by project id. The higher of both counts there.'),
    disabled: z.boolean().describe('Cannot log in.'),
    joined_at: Timestamp,
  })
  .meta({
    id: 'Member',
    examples: [
      {
        user_id: 'user_0123456789abcdefghjk',
        email: 'user@example.com',
        role: 'viewer',
        project_roles: { proj_123: 'engineer' },
        disabled: false,
        joined_at: '2026-01-26T10:00:00.000Z',
      },
    ],
  });

export type MemberBody = z.infer<typeof Member>;

const params = z.object({ user_id: IdParam });

export const listMembers = route({
  method: 'GET',
  url: '/members',
  permission: 'members:read',
  schema: {
    operationId: 'listMembers',
    tags: ['members'],
    summary: 'List members, in the order they joined',
    description: 'Everybody of the organisation, also those of single projects only.',
    querystring: z.strictObject(pageQuery),
    response: { 200: z.array(Member) },
  },
});

export const updateMember = route({
  method: 'PATCH',
  url: '/members/:user_id',
  permission: 'members:write',
  schema: {
    operationId: 'updateMember',
    tags: ['members'],
    summary: "Change a member's role",
    description:
      'Counts in every API process within two seconds. 409 CONFLICT for the last admin. Roles in projects are set with PUT /projects/{project_id}/members/{user_id}.',
    params,
    body: z
      .strictObject({
        role: RoleName.nullable().describe('Null: from now on a member of single projects only.'),
      })
      .meta({ examples: [{ role: 'engineer' }] }),
    response: { 200: Member },
  },
});

export const removeMember = route({
  method: 'DELETE',
  url: '/members/:user_id',
  permission: 'members:write',
  schema: {
    operationId: 'removeMember',
    tags: ['members'],
    summary: 'Remove a member',
    description:
      'Their roles in projects and their API keys go with them; pipelines and connections stay. 409 CONFLICT for the last admin.',
    params,
    response: { 204: z.undefined() },
  },
});
