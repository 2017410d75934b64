import type { Item } from '../core/contract.ts';
import { listAt, type List, type PageQuery } from '../core/list.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';

export type Project = Item<'listProjects'>;

/** Rooms for pipelines and connections. */
export class Projects {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  list(query: PageQuery = {}, options?: RequestOptions): List<Project> {
    return listAt<Project, Project>(
      this.#transport,
      { path: '/projects', query, present: (wire) => wire },
      options,
    );
  }
}
