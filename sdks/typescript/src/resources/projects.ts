import { call, list } from '../core/call.ts';
import type { Body, Item, Query } from '../core/contract.ts';
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
}
