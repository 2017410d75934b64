import { z } from 'zod';
import { Timestamp } from '../../http/fields.ts';
import { route } from '../../http/route.ts';
import { TokenPair } from '../auth/contract.ts';

const Organisation = z
  .object({
    organisation_id: z.string(),
    name: z.string(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({
    id: 'Organisation',
    examples: [
      {
        organisation_id: 'org_0123456789abcdefghjk',
        name: 'Example',
        created_at: '2026-01-26T10:00:00.000Z',
        updated_at: '2026-01-26T10:00:00.000Z',
      },
    ],
  });

export const getOrganisation = route({
  method: 'GET',
  url: '/organisation',
  permission: 'organisation:read',
  schema: {
    operationId: 'getOrganisation',
    tags: ['organisation'],
    summary: 'The organisation you are in',
    description: 'Everything you see belongs to it. GET /auth/me lists your others.',
    response: { 200: Organisation },
  },
});

export const updateOrganisation = route({
  method: 'PATCH',
  url: '/organisation',
  permission: 'organisation:write',
  schema: {
    operationId: 'updateOrganisation',
    tags: ['organisation'],
    summary: 'Rename the organisation',
    description: 'Answers it as it is now.',
    body: z
      .strictObject({ name: z.string().trim().min(1).max(100) })
      .meta({ examples: [{ name: 'Example' }] }),
    response: { 200: Organisation },
  },
});

export const switchOrganisation = route({
  method: 'POST',
  url: '/auth/switch-organisation',
  permission: 'self',
  schema: {
    operationId: 'switchOrganisation',
    tags: ['auth'],
    summary: 'Go on in another of your organisations',
    description:
      'Answers new tokens for it and ends the login that asks. 404 for an organisation that is not yours. Not for API keys: each belongs to one organisation.',
    body: z
      .strictObject({ organisation_id: z.string().min(1).max(128) })
      .meta({ examples: [{ organisation_id: 'org_0123456789abcdefghjk' }] }),
    response: { 200: TokenPair },
  },
});
