/** What the peer does with one request. */
export type PeerBehaviour =
  /** Streams the text in small pieces and ends properly. */
  | { readonly kind: 'answer'; readonly text: string; readonly everyMs?: number }
  /** Stops where the output limit was reached. */
  | { readonly kind: 'length_limit'; readonly text: string }
  /** Cuts the connection after half of the text. */
  | { readonly kind: 'cut'; readonly text: string }
  /** Ends the response properly after half of the text, without saying that it is done. */
  | { readonly kind: 'ends_early'; readonly text: string }
  /** The model declines, in the way of the protocol. */
  | { readonly kind: 'refuse' }
  /** Takes the request and says nothing, ever. */
  | { readonly kind: 'silent' }
  /** Streams text for ever. */
  | { readonly kind: 'endless' }
  /** Streams keep-alives for ever. */
  | { readonly kind: 'endless_pings' }
  /** Events that hold no JSON. */
  | { readonly kind: 'garbage' }
  /** A page of a proxy, with status 200. */
  | { readonly kind: 'html' }
  /** An error in the middle of a stream. */
  | { readonly kind: 'error_event' }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Sends the body for ever. */
      readonly endless?: boolean;
    };
