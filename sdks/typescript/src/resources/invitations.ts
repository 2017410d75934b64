import { call, list } from '../core/call.ts';
import type { Answer, Body, Item, Query } from '../core/contract.ts';
import type { List } from '../core/list.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';
import { path } from '../core/url.ts';

export type Invitation = Item<'listInvitations'>;
export type InvitationQuery = Query<'listInvitations'>;
export type CreateInvitationRequest = Body<'createInvitation'>;
export type CreatedInvitation = Answer<'createInvitation'>;
export type AcceptInvitationRequest = Body<'acceptInvitation'>;
export type AcceptedInvitation = Answer<'acceptInvitation'>;

/** Letters of invitation to the organisation. */
export class Invitations {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  create(request: CreateInvitationRequest, options?: RequestOptions): Promise<CreatedInvitation> {
    return call<'createInvitation'>(
      this.#transport,
      { method: 'POST', path: '/invitations', body: request, repeat: 'keyed' },
      options,
    );
  }

  list(query: InvitationQuery = {}, options?: RequestOptions): List<Invitation> {
    return list<'listInvitations'>(this.#transport, { path: '/invitations', query }, options);
  }

  /** Withdraws it. */
  async delete(invitationId: string, options?: RequestOptions): Promise<void> {
    const at = path`/invitations/${invitationId}`;
    await this.#transport.send({ method: 'DELETE', path: at }, options);
  }

  /** With the token of the letter; needs no login. */
  accept(request: AcceptInvitationRequest, options?: RequestOptions): Promise<AcceptedInvitation> {
    return call<'acceptInvitation'>(
      this.#transport,
      { method: 'POST', path: '/invitations:accept', body: request },
      options,
    );
  }
}
