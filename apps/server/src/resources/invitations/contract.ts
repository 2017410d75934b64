import { z } from 'zod';
import { mostPasswordLength } from '../../auth/password-rules.ts';
import { roles } from '../../auth/permissions.ts';
import { IdParam, Timestamp } from '../../http/fields.ts';
import { pageQuery } from '../../http/pagination.ts';
import { route } from '../../http/route.ts';

const Role = z.enum(roles);

const example = {
  invitation_id: 'inv_0123456789abcdefghjk',
  email: 'new.colleague@example.com',
  role: 'engineer' as const,
  project_id: null,
  status: 'open' as const,
  created_at: '2026-01-26T10:00:00.000Z',
  expires_at: '2026-02-02T10:00:00.000Z',
};

const Invitation = z
  .object({
    invitation_id: z.string(),
    email: z.string(),
    role: Role,
    project_id: z.string().nullable().describe('Null: the role is in the whole organisation.'),
    status: z.enum(['open', 'expired']),
    created_at: Timestamp,
    expires_at: Timestamp,
  })
  .meta({ id: 'Invitation', examples: [example] });

export type InvitationBody = z.infer<typeof Invitation>;

const CreatedInvitation = Invitation.extend({
  token: z
    .string()
    .describe('Shown this once. Whoever has it may accept: give it to the right person.'),
  emailed: z.boolean().describe('Whether it was also sent to them by e-mail.'),
}).meta({
  id: 'CreatedInvitation',
  examples: [{ ...example, token: 'fX3kq0Zt1mE8vYw2bR5nLd7aCjUoPs4hQxGiTy6WzKe', emailed: false }],
});

export const createInvitation = route({
  method: 'POST',
  url: '/invitations',
  permission: 'members:write',
  idempotent: true,
  schema: {
    operationId: 'createInvitation',
    tags: ['members'],
    summary: 'Invite somebody by e-mail address',
    description:
      'Good for seven days and one use. The token is in the answer, once, and is e-mailed when mail is configured. A new invitation to the same address and project takes the place of the old one.',
    body: z
      .strictObject({
        email: z.email('must be an e-mail address').max(320),
        role: Role,
        project_id: IdParam.optional().describe(
          'The role is in this project alone. Absent: in the whole organisation.',
        ),
      })
      .meta({ examples: [{ email: 'new.colleague@example.com', role: 'engineer' }] }),
    response: { 201: CreatedInvitation },
  },
});

export const listInvitations = route({
  method: 'GET',
  url: '/invitations',
  permission: 'members:write',
  schema: {
    operationId: 'listInvitations',
    tags: ['members'],
    summary: 'List invitations that were not accepted, newest first',
    description: 'Without their tokens.',
    querystring: z.strictObject(pageQuery),
    response: { 200: z.array(Invitation) },
  },
});

export const deleteInvitation = route({
  method: 'DELETE',
  url: '/invitations/:invitation_id',
  permission: 'members:write',
  schema: {
    operationId: 'deleteInvitation',
    tags: ['members'],
    summary: 'Withdraw an invitation',
    description: 'Its token is worthless at once.',
    params: z.object({ invitation_id: IdParam }),
    response: { 204: z.undefined() },
  },
});

const Accepted = z
  .object({
    user_id: z.string(),
    email: z.string(),
    organisation_id: z.string(),
    role: Role,
    project_id: z.string().nullable(),
  })
  .meta({
    id: 'AcceptedInvitation',
    examples: [
      {
        user_id: 'user_0123456789abcdefghjk',
        email: 'new.colleague@example.com',
        organisation_id: 'org_0123456789abcdefghjk',
        role: 'engineer',
        project_id: null,
      },
    ],
  });

export type AcceptedBody = z.infer<typeof Accepted>;

export const acceptInvitation = route({
  method: 'POST',
  url: '/invitations::accept',
  permission: 'public',
  schema: {
    operationId: 'acceptInvitation',
    tags: ['members'],
    summary: 'Accept an invitation',
    description:
      'With a password: makes your account; log in with it next. If you have an account with this address already, send your access token instead of a password: 409 CONFLICT says so. 404 for a token that is unknown, used or expired.',
    body: z
      .strictObject({
        token: z.string().min(1).max(200),
        password: z
          .string()
          .min(1)
          .max(mostPasswordLength)
          .optional()
          .describe('For a new account. At least 8 characters, at least 4 of them different.'),
      })
      .meta({
        examples: [
          {
            token: 'fX3kq0Zt1mE8vYw2bR5nLd7aCjUoPs4hQxGiTy6WzKe',
            password: 'correct horse battery',
          },
        ],
      }),
    response: { 200: Accepted },
  },
});
