import type { Answer, Body } from '../core/contract.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';

export type ProfileRequest = Body<'profileData'>;
export type DataProfile = Answer<'profileData'>;

/** What is in a table. */
export class Data {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Statistics of a table and its columns, on a sample of its rows. */
  async profile(request: ProfileRequest, options?: RequestOptions): Promise<DataProfile> {
    const { data } = await this.#transport.send<DataProfile>(
      { method: 'POST', path: '/data/profile', body: request, repeat: 'safe' },
      options,
    );
    return data;
  }
}
