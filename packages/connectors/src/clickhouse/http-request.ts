import http from 'node:http';
import https from 'node:https';
import { pipeline, type Readable } from 'node:stream';

export interface StreamRequest {
  readonly url: URL;
  readonly agent: http.Agent;
  readonly headers: Readonly<Record<string, string>>;
  /** Query id and settings, sent in the URL. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Sent first in the body: URLs are limited, queries over 300 columns are long. */
  readonly query: string;
  readonly body: Readable | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * Sends a query and a stream of data, resolves with the answer's head. When the stream fails, the
 * socket is destroyed without the closing chunk, so that the server sees a truncated upload and
 * not its end.
 */
export function sendRequest(request: StreamRequest): Promise<http.IncomingMessage> {
  const url = new URL(request.url);
  for (const [name, value] of Object.entries(request.parameters)) {
    url.searchParams.set(name, String(value));
  }
  const send = url.protocol === 'https:' ? https.request : http.request;
  return new Promise((resolve, reject) => {
    const outgoing = send(url, {
      method: 'POST',
      agent: request.agent,
      headers: request.headers,
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
    let bodyFailure: Error | undefined;
    outgoing.on('response', (response) => {
      // An early answer is a refusal: what the body still holds is of no use.
      if (request.body !== undefined && response.statusCode !== 200) request.body.unpipe(outgoing);
      resolve(response);
    });
    outgoing.on('error', (error) => reject(bodyFailure ?? error));
    if (request.body === undefined) {
      outgoing.end(request.query);
      return;
    }
    outgoing.write(`${request.query}\n`);
    pipeline(request.body, outgoing, (error) => {
      if (error === undefined || error === null) return;
      bodyFailure = error;
      reject(error);
    });
  });
}
