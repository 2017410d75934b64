import { call } from '../core/call.ts';
import type { Answer, Body } from '../core/contract.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';

export type AskRequest = Body<'askQuestion'>;
export type AskAnswer = Answer<'askQuestion'>;

/** Questions about data, in plain words. */
export class Query {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Answers read-only SQL; with `execute` its rows too. What is in doubt comes back as `clarification`: ask the same with the `choice_id` of what is meant. */
  ask(request: AskRequest, options?: RequestOptions): Promise<AskAnswer> {
    return call<'askQuestion'>(
      this.#transport,
      { method: 'POST', path: '/nl-query', body: request, repeat: 'safe' },
      options,
    );
  }
}
