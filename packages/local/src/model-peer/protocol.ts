/** One provider's protocol, as the peer speaks it: what a request must be, and the events of an answer. */
export interface PeerProtocol {
  readonly path: string;
  /** Why the request is not one of this protocol; null: it is. */
  judge(request: PeerRequest): { readonly status: number; readonly message: string } | null;
  errorBody(status: number, message: string): string;
  /** Before the first piece of text. */
  begin(request: PeerRequest): string;
  piece(text: string, request: PeerRequest): string;
  /** The provider's own words for how it ended. */
  end(how: 'done' | 'length' | 'refused', tokens: PeerTokens, request: PeerRequest): string;
  errorEvent(): string;
  ping(): string;
}

export interface PeerRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed; null when it is no JSON object. */
  readonly body: Readonly<Record<string, unknown>> | null;
}

export interface PeerTokens {
  readonly input: number;
  readonly output: number;
}
