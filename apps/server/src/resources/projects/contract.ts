import { z } from 'zod';
import { roles } from '../../auth/permissions.ts';
import { IdParam, Timestamp } from '../../http/fields.ts';
import { pageQuery, SearchText, sortQuery } from '../../http/pagination.ts';
import { route } from '../../http/route.ts';

const example = {
  project_id: 'proj_123',
  name: 'Sales',
  description: 'Reports of the sales team',
  is_default: false,
  created_at: '2026-01-26T10:00:00.000Z',
  updated_at: '2026-01-26T10:00:00.000Z',
};

const Project = z
  .object({
    project_id: z.string(),
    name: z.string(),
    description: z.string(),
    is_default: z.boolean().describe('Used where a request names no project.'),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Project', examples: [example] });

export type ProjectBody = z.infer<typeof Project>;

const Name = z.string().trim().min(1).max(100);
const Description = z.string().trim().max(1000);
const params = z.object({ project_id: IdParam });

export const listProjects = route({
  method: 'GET',
  url: '/projects',
  permission: 'projects:read',
  schema: {
    operationId: 'listProjects',
    tags: ['projects'],
    summary: 'List projects',
    description: 'Those you may read: the default one first, then by name.',
    querystring: z.strictObject({
      ...pageQuery,
      q: SearchText.optional().describe('Part of the name or of the description.'),
      sort: sortQuery(['name', 'created_at'], 'the default project first, then by name'),
    }),
    response: { 200: z.array(Project) },
  },
});

export const createProject = route({
  method: 'POST',
  url: '/projects',
  permission: 'projects:write',
  idempotent: true,
  schema: {
    operationId: 'createProject',
    tags: ['projects'],
    summary: 'Create a project',
    description:
      'A room of its own for pipelines and connections, with members of its own. 409 CONFLICT for a name that is taken.',
    body: z
      .strictObject({ name: Name, description: Description.default('') })
      .meta({ examples: [{ name: 'Sales', description: 'Reports of the sales team' }] }),
    response: { 201: Project },
  },
});

export const getProject = route({
  method: 'GET',
  url: '/projects/:project_id',
  permission: 'projects:read',
  schema: {
    operationId: 'getProject',
    tags: ['projects'],
    summary: 'Get one project',
    description:
      'Its name, description and whether it is the default one. 404 for one you may not see.',
    params,
    response: { 200: Project },
  },
});

export const updateProject = route({
  method: 'PATCH',
  url: '/projects/:project_id',
  permission: 'projects:write',
  schema: {
    operationId: 'updateProject',
    tags: ['projects'],
    summary: 'Change the name or description of a project',
    description: 'What is absent stays. 409 CONFLICT for a name that is taken.',
    params,
    body: z
      .strictObject({ name: Name.optional(), description: Description.optional() })
      .refine((body) => Object.keys(body).length > 0, 'must hold name or description')
      .meta({ minProperties: 1, examples: [{ name: 'Sales and marketing' }] }),
    response: { 200: Project },
  },
});

export const deleteProject = route({
  method: 'DELETE',
  url: '/projects/:project_id',
  permission: 'projects:write',
  schema: {
    operationId: 'deleteProject',
    tags: ['projects'],
    summary: 'Delete an empty project',
    description:
      '409 CONFLICT while it has pipelines or connections, and for the default project. Its members lose their roles in it.',
    params,
    response: { 204: z.undefined() },
  },
});

const Role = z.enum(roles);

const ProjectMember = z
  .object({
    project_id: z.string(),
    user_id: z.string(),
    email: z.string(),
    role: Role.describe('In this project. A higher one in the organisation counts here too.'),
    added_at: Timestamp,
  })
  .meta({
    id: 'ProjectMember',
    examples: [
      {
        project_id: 'proj_123',
        user_id: 'user_0123456789abcdefghjk',
        email: 'user@example.com',
        role: 'engineer',
        added_at: '2026-01-26T10:00:00.000Z',
      },
    ],
  });

export type ProjectMemberBody = z.infer<typeof ProjectMember>;

const memberUrl = '/projects/:project_id/members/:user_id';
const memberParams = z.object({ project_id: IdParam, user_id: IdParam });

export const listProjectMembers = route({
  method: 'GET',
  url: '/projects/:project_id/members',
  permission: 'members:read',
  schema: {
    operationId: 'listProjectMembers',
    tags: ['projects'],
    summary: 'List who has a role in this project',
    description:
      'In the order they were added. Those of the whole organisation are in GET /members.',
    params,
    querystring: z.strictObject(pageQuery),
    response: { 200: z.array(ProjectMember) },
  },
});

export const setProjectMember = route({
  method: 'PUT',
  url: memberUrl,
  permission: 'members:write',
  schema: {
    operationId: 'setProjectMember',
    tags: ['projects'],
    summary: 'Give a member a role in this project',
    description:
      'Adds it or changes it; counts in every API process within two seconds. Somebody from outside is asked with POST /invitations. An admin of the project may do this too.',
    params: memberParams,
    body: z.strictObject({ role: Role }).meta({ examples: [{ role: 'engineer' }] }),
    response: { 200: ProjectMember },
  },
});

export const removeProjectMember = route({
  method: 'DELETE',
  url: memberUrl,
  permission: 'members:write',
  schema: {
    operationId: 'removeProjectMember',
    tags: ['projects'],
    summary: "Take away a member's role in this project",
    description: 'A role in the organisation stays, and counts here as before.',
    params: memberParams,
    response: { 204: z.undefined() },
  },
});
