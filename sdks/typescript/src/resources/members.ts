import { call, list } from '../core/call.ts';
import type { Body, Item, Query } from '../core/contract.ts';
import type { List } from '../core/list.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';
import { path } from '../core/url.ts';

export type Member = Item<'listMembers'>;
export type MemberQuery = Query<'listMembers'>;
export type UpdateMemberRequest = Body<'updateMember'>;

/** Who belongs to the organisation, and with which role. */
export class Members {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  list(query: MemberQuery = {}, options?: RequestOptions): List<Member> {
    return list<'listMembers'>(this.#transport, { path: '/members', query }, options);
  }

  update(userId: string, request: UpdateMemberRequest, options?: RequestOptions): Promise<Member> {
    return call<'updateMember'>(
      this.#transport,
      { method: 'PATCH', path: path`/members/${userId}`, body: request, repeat: 'safe' },
      options,
    );
  }

  async remove(userId: string, options?: RequestOptions): Promise<void> {
    await this.#transport.send({ method: 'DELETE', path: path`/members/${userId}` }, options);
  }
}
