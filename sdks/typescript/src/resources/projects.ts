import { call, list } from '../core/call.ts';
import type { Answer, Body, Item, Query } from '../core/contract.ts';
import type { List } from '../core/list.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';
import { path } from '../core/url.ts';

export type Project = Item<'listProjects'>;
export type ProjectQuery = Query<'listProjects'>;
export type CreateProjectRequest = Body<'createProject'>;
export type UpdateProjectRequest = Body<'updateProject'>;
export type ProjectMember = Item<'listProjectMembers'>;
export type ProjectMemberQuery = Query<'listProjectMembers'>;
export type SetProjectMemberRequest = Body<'setProjectMember'>;

export type Environment = Answer<'getEnvironment'>;
export type EnvironmentName = Environment['environment'];
export type EnvironmentQuery = Query<'listEnvironments'>;
export type PutEnvironmentRequest = Body<'putEnvironment'>;

/** Rooms for pipelines and connections, with members of their own. */
export class Projects {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  create(request: CreateProjectRequest, options?: RequestOptions): Promise<Project> {
    return call<'createProject'>(
      this.#transport,
      { method: 'POST', path: '/projects', body: request, repeat: 'keyed' },
      options,
    );
  }

  list(query: ProjectQuery = {}, options?: RequestOptions): List<Project> {
    return list<'listProjects'>(this.#transport, { path: '/projects', query }, options);
  }

  get(projectId: string, options?: RequestOptions): Promise<Project> {
    return call<'getProject'>(
      this.#transport,
      { method: 'GET', path: path`/projects/${projectId}` },
      options,
    );
  }

  update(
    projectId: string,
    request: UpdateProjectRequest,
    options?: RequestOptions,
  ): Promise<Project> {
    return call<'updateProject'>(
      this.#transport,
      { method: 'PATCH', path: path`/projects/${projectId}`, body: request, repeat: 'safe' },
      options,
    );
  }

  async delete(projectId: string, options?: RequestOptions): Promise<void> {
    await this.#transport.send({ method: 'DELETE', path: path`/projects/${projectId}` }, options);
  }

  members(
    projectId: string,
    query: ProjectMemberQuery = {},
    options?: RequestOptions,
  ): List<ProjectMember> {
    const at = path`/projects/${projectId}/members`;
    return list<'listProjectMembers'>(this.#transport, { path: at, query }, options);
  }

  /** Gives a member of the organisation a role in this project. */
  setMember(
    projectId: string,
    userId: string,
    request: SetProjectMemberRequest,
    options?: RequestOptions,
  ): Promise<ProjectMember> {
    return call<'setProjectMember'>(
      this.#transport,
      { method: 'PUT', path: path`/projects/${projectId}/members/${userId}`, body: request },
      options,
    );
  }

  async removeMember(projectId: string, userId: string, options?: RequestOptions): Promise<void> {
    await this.#transport.send(
      { method: 'DELETE', path: path`/projects/${projectId}/members/${userId}` },
      options,
    );
  }

  /** Development, staging and production: the same pipelines on other connections. */
  environments(
    projectId: string,
    query: EnvironmentQuery = {},
    options?: RequestOptions,
  ): List<Item<'listEnvironments'>> {
    const at = path`/projects/${projectId}/environments`;
    return list<'listEnvironments'>(this.#transport, { path: at, query }, options);
  }

  getEnvironment(
    projectId: string,
    name: EnvironmentName,
    options?: RequestOptions,
  ): Promise<Environment> {
    return call<'getEnvironment'>(
      this.#transport,
      { method: 'GET', path: path`/projects/${projectId}/environments/${name}` },
      options,
    );
  }

  /** Says which connection stands for which there. */
  setEnvironment(
    projectId: string,
    name: EnvironmentName,
    request: PutEnvironmentRequest,
    options?: RequestOptions,
  ): Promise<Environment> {
    const at = path`/projects/${projectId}/environments/${name}`;
    const put = { method: 'PUT', path: at, body: request } as const;
    return call<'putEnvironment'>(this.#transport, put, options);
  }
}
