import type { Project, ProjectMember } from '@ai-etl/store';
import type { z } from 'zod';
import { principalOf } from '../../auth/principal.ts';
import type { App } from '../../http/app.ts';
import { pageOf, sendPageHeaders, sortOf } from '../../http/pagination.ts';
import { scopeOf } from '../../scope.ts';
import {
  createProject,
  deleteProject,
  getProject,
  listProjectMembers,
  listProjects,
  removeProjectMember,
  setProjectMember,
  updateProject,
  type ProjectBody,
  type ProjectMemberBody,
} from './contract.ts';
import type { ProjectService } from './service.ts';

export function registerProjectRoutes(app: App, service: ProjectService): void {
  app.route({
    ...listProjects,
    handler: async (request, reply) => {
      const asked = { page: request.query.page, perPage: request.query.per_page };
      const all = await service.list(scopeOf(principalOf(request)));
      const projects = selectProjects(all, request.query);
      sendPageHeaders(request, reply, { ...asked, total: projects.length });
      return pageOf(projects, asked).map(presentProject);
    },
  });

  app.route({
    ...createProject,
    handler: async (request, reply) => {
      const project = await service.create(scopeOf(principalOf(request)), request.body);
      return reply.code(201).send(presentProject(project));
    },
  });

  app.route({
    ...getProject,
    handler: async (request) =>
      presentProject(await service.get(scopeOf(principalOf(request)), request.params.project_id)),
  });

  app.route({
    ...updateProject,
    handler: async (request) => {
      const { name, description } = request.body;
      const change = {
        ...(name === undefined ? {} : { name }),
        ...(description === undefined ? {} : { description }),
      };
      const scope = scopeOf(principalOf(request));
      return presentProject(await service.update(scope, request.params.project_id, change));
    },
  });

  app.route({
    ...deleteProject,
    handler: async (request, reply) => {
      await service.delete(scopeOf(principalOf(request)), request.params.project_id);
      return reply.code(204).send();
    },
  });

  app.route({
    ...listProjectMembers,
    handler: async (request, reply) => {
      const asked = { page: request.query.page, perPage: request.query.per_page };
      const scope = scopeOf(principalOf(request));
      const listed = await service.listMembers(scope, request.params.project_id, asked);
      sendPageHeaders(request, reply, { ...asked, total: listed.total });
      return listed.items.map(presentMember);
    },
  });

  app.route({
    ...setProjectMember,
    handler: async (request) => {
      const { project_id: projectId, user_id: userId } = request.params;
      const scope = scopeOf(principalOf(request));
      return presentMember(
        await service.setMember(scope, { projectId, userId }, request.body.role),
      );
    },
  });

  app.route({
    ...removeProjectMember,
    handler: async (request, reply) => {
      const { project_id: projectId, user_id: userId } = request.params;
      await service.removeMember(scopeOf(principalOf(request)), { projectId, userId });
      return reply.code(204).send();
    },
  });
}

function presentProject(project: Project): ProjectBody {
  return {
    project_id: project.id,
    name: project.name,
    description: project.description,
    is_default: project.isDefault,
    created_at: project.createdAt,
    updated_at: project.updatedAt,
  };
}

function presentMember(member: ProjectMember): ProjectMemberBody {
  return {
    project_id: member.projectId,
    user_id: member.userId,
    email: member.email,
    role: member.role,
    added_at: member.addedAt,
  };
}

/** The few projects of an organisation are whole in memory; without `sort` they stay as listed. */
function selectProjects(
  all: readonly Project[],
  { q, sort }: z.output<typeof listProjects.schema.querystring>,
): readonly Project[] {
  const text = q?.toLowerCase();
  const matching = all.filter(
    ({ name, description }) =>
      text === undefined || `${name}\n${description}`.toLowerCase().includes(text),
  );
  if (sort === undefined) return matching;
  const { field, descending } = sortOf(sort, { field: 'name', descending: false });
  const keyOf = (project: Project): string =>
    field === 'name' ? project.name.toLowerCase() : project.createdAt;
  const sorted = matching.toSorted((one, other) =>
    keyOf(one) < keyOf(other) ? -1 : Number(keyOf(one) > keyOf(other)),
  );
  return descending ? sorted.toReversed() : sorted;
}
