import { call } from '../core/call.ts';
import type { Answer, Body, Query } from '../core/contract.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';

export type ProfileRequest = Body<'profileData'>;
export type DataProfile = Answer<'profileData'>;
export type PreviewQuery = Query<'previewData'>;
export type DataPreview = Answer<'previewData'>;

/** What is in a table. */
export class Data {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Statistics of a table and its columns, on a sample of its rows. */
  profile(request: ProfileRequest, options?: RequestOptions): Promise<DataProfile> {
    return call<'profileData'>(
      this.#transport,
      { method: 'POST', path: '/data/profile', body: request, repeat: 'safe' },
      options,
    );
  }

  /** Its first rows, or the first that fit a filter. Personal data may be masked. */
  preview(query: PreviewQuery, options?: RequestOptions): Promise<DataPreview> {
    return call<'previewData'>(
      this.#transport,
      { method: 'GET', path: '/data/preview', query },
      options,
    );
  }
}
