import { call } from '../core/call.ts';
import type { Answer, Body } from '../core/contract.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';

export type OrganisationData = Answer<'getOrganisation'>;
export type UpdateOrganisationRequest = Body<'updateOrganisation'>;

/** The organisation of the caller. */
export class Organisation {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get(options?: RequestOptions): Promise<OrganisationData> {
    return call<'getOrganisation'>(
      this.#transport,
      { method: 'GET', path: '/organisation' },
      options,
    );
  }

  update(request: UpdateOrganisationRequest, options?: RequestOptions): Promise<OrganisationData> {
    return call<'updateOrganisation'>(
      this.#transport,
      { method: 'PATCH', path: '/organisation', body: request, repeat: 'safe' },
      options,
    );
  }
}
