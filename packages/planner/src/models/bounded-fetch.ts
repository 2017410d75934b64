/** An answer went past what is read of one. */
export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
}

type Fetch = typeof globalThis.fetch;

/**
 * Fetch that reads at most `maxBytes` of an answer, errors too, then fails with AnswerTooLarge; and
 * follows no redirect, since the key in the headers is for the configured address only.
 */
export function boundedFetch(maxBytes: number, fetch: Fetch = globalThis.fetch): Fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'error' });
    if (response.body === null) return response;
    let bytes = 0;
    const limit = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (bytes > maxBytes) controller.error(new AnswerTooLarge());
        else controller.enqueue(chunk);
      },
    });
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(limit), { status, statusText, headers });
  };
}
