import { call } from '../core/call.ts';
import type { Answer, Body, Query } from '../core/contract.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';

export type GlossaryData = Answer<'getGlossary'>;
export type GlossaryQuery = Query<'getGlossary'>;
export type PutGlossaryRequest = Body<'putGlossary'>;

/** What the people of a project call their tables, columns and values. */
export class Glossary {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get(query: GlossaryQuery = {}, options?: RequestOptions): Promise<GlossaryData> {
    return call<'getGlossary'>(
      this.#transport,
      { method: 'GET', path: '/glossary', query },
      options,
    );
  }

  /** Replaces all terms. With `version`, throws ConflictError when somebody was faster. */
  put(request: PutGlossaryRequest, options?: RequestOptions): Promise<GlossaryData> {
    return call<'putGlossary'>(
      this.#transport,
      { method: 'PUT', path: '/glossary', body: request },
      options,
    );
  }
}
