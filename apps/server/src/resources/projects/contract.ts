import { z } from 'zod';
import { Timestamp } from '../../http/fields.ts';
import { route } from '../../http/route.ts';

const Project = z
  .object({
    project_id: z.string(),
    name: z.string(),
    is_default: z.boolean().describe('Used where a request names no project.'),
    created_at: Timestamp,
  })
  .meta({ id: 'Project' });

export const listProjects = route({
  method: 'GET',
  url: '/projects',
  permission: 'projects:read',
  schema: {
    operationId: 'listProjects',
    tags: ['projects'],
    summary: 'List projects',
    response: { 200: z.array(Project) },
  },
});
