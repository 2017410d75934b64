import { call, list } from '../core/call.ts';
import type { Answer, Body, Query } from '../core/contract.ts';
import type { List } from '../core/list.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';
import { path } from '../core/url.ts';

export type VerifiedQuestion = Answer<'getVerifiedQuestion'>;
export type VerifiedQuestionQuery = Query<'listVerifiedQuestions'>;
export type CreateVerifiedQuestionRequest = Body<'createVerifiedQuestion'>;

/** Questions whose answers somebody has approved. */
export class VerifiedQuestions {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** SQL is tried first, a spec is proved. Throws ConflictError when the words have an answer already. */
  create(
    request: CreateVerifiedQuestionRequest,
    options?: RequestOptions,
  ): Promise<VerifiedQuestion> {
    return call<'createVerifiedQuestion'>(
      this.#transport,
      { method: 'POST', path: '/verified-questions', body: request, repeat: 'keyed' },
      options,
    );
  }

  /** Newest first. */
  list(query: VerifiedQuestionQuery = {}, options?: RequestOptions): List<VerifiedQuestion> {
    return list<'listVerifiedQuestions'>(
      this.#transport,
      { path: '/verified-questions', query },
      options,
    );
  }

  get(verifiedQuestionId: string, options?: RequestOptions): Promise<VerifiedQuestion> {
    return call<'getVerifiedQuestion'>(
      this.#transport,
      { method: 'GET', path: path`/verified-questions/${verifiedQuestionId}` },
      options,
    );
  }

  /** Takes the approval back. */
  async delete(verifiedQuestionId: string, options?: RequestOptions): Promise<void> {
    await this.#transport.send(
      { method: 'DELETE', path: path`/verified-questions/${verifiedQuestionId}` },
      options,
    );
  }
}
