import type {
  Identity,
  OrganisationTopics,
  Page,
  PageRequest,
  Project,
  ProjectMember,
  Role,
  Scope,
} from '@ai-etl/store';
import type { Callers } from '../../auth/callers.ts';
import { found, notFound } from '../../scope.ts';

export interface ProjectPorts {
  readonly identity: Pick<Identity, 'listProjects' | 'getProject'>;
  readonly organisations: Pick<
    OrganisationTopics,
    | 'createProject'
    | 'updateProject'
    | 'deleteProject'
    | 'listProjectMembers'
    | 'setProjectMember'
    | 'removeProjectMember'
  >;
  readonly callers: Pick<Callers, 'forgetUser'>;
}

export interface MemberName {
  readonly projectId: string;
  readonly userId: string;
}

/** Projects of a caller's organisation. RESOURCE_NOT_FOUND for what is not theirs. */
export interface ProjectService {
  list(scope: Scope): Promise<readonly Project[]>;
  get(scope: Scope, projectId: string): Promise<Project>;
  listMembers(scope: Scope, projectId: string, page: PageRequest): Promise<Page<ProjectMember>>;
  setMember(scope: Scope, member: MemberName, role: Role): Promise<ProjectMember>;
  removeMember(scope: Scope, member: MemberName): Promise<void>;
  /** Throws CONFLICT for a name that is taken. */
  create(scope: Scope, text: { name: string; description: string }): Promise<Project>;
  update(
    scope: Scope,
    projectId: string,
    change: { readonly name?: string; readonly description?: string },
  ): Promise<Project>;
  /** Throws CONFLICT while it is not empty. */
  delete(scope: Scope, projectId: string): Promise<void>;
}

export function makeProjectService(ports: ProjectPorts): ProjectService {
  const { identity, organisations, callers } = ports;
  const get = async (scope: Scope, projectId: string): Promise<Project> =>
    found(await identity.getProject(scope, projectId), 'project', projectId);
  return {
    get,
    list: (scope) => identity.listProjects(scope),
    create: (scope, text) => organisations.createProject(scope, text),
    update: async (scope, projectId, change) =>
      found(await organisations.updateProject(scope, projectId, change), 'project', projectId),
    delete: async (scope, projectId) => {
      const deleted = await organisations.deleteProject(scope, projectId);
      if (!deleted) throw notFound('project', projectId);
    },
    listMembers: async (scope, projectId, page) => {
      await get(scope, projectId);
      return organisations.listProjectMembers(scope, projectId, page);
    },
    setMember: async (scope, { projectId, userId }, role) => {
      await get(scope, projectId);
      const member = await organisations.setProjectMember(scope, projectId, { userId, role });
      callers.forgetUser(userId);
      return found(member, 'user', userId);
    },
    removeMember: async (scope, { projectId, userId }) => {
      await get(scope, projectId);
      const removed = await organisations.removeProjectMember(scope, projectId, userId);
      callers.forgetUser(userId);
      if (!removed) throw notFound('user', userId);
    },
  };
}
