/** One message of a text/event-stream. */
export interface StreamMessage {
  /** Of the last message that had one; what resuming starts after. */
  readonly id: string | null;
  readonly event: string;
  readonly data: string;
}

/**
 * Reads text/event-stream (WHATWG HTML, 9.2) from chunks of text, however they were cut.
 * `retryMs` is what the server asked for between connections.
 */
export class EventStreamParser {
  #rest = '';
  #id: string | null = null;
  #event = '';
  #data: string[] = [];
  #begun = false;
  retryMs: number | null = null;

  /** The messages that this chunk completed. */
  push(chunk: string): readonly StreamMessage[] {
    let text = this.#rest + chunk;
    if (!this.#begun && text !== '') {
      this.#begun = true;
      if (text.startsWith('\uFEFF')) text = text.slice(1);
    }
    const messages: StreamMessage[] = [];
    let from = 0;
    for (;;) {
      const end = endOfLine(text, from);
      if (end === null) break;
      const message = this.#line(text.slice(from, end.at));
      if (message !== null) messages.push(message);
      from = end.next;
    }
    this.#rest = text.slice(from);
    return messages;
  }

  #line(line: string): StreamMessage | null {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') this.#data.push(value);
    else if (field === 'event') this.#event = value;
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.retryMs = Number(value);
    return null;
  }

  #dispatch(): StreamMessage | null {
    const message =
      this.#data.length === 0
        ? null
        : { id: this.#id, event: this.#event || 'message', data: this.#data.join('\n') };
    this.#event = '';
    this.#data = [];
    return message;
  }
}

/** CR, LF or CRLF. A CR at the very end waits: its LF may be in the next chunk. */
function endOfLine(text: string, from: number): { at: number; next: number } | null {
  for (let at = from; at < text.length; at++) {
    const one = text[at];
    if (one === '\n') return { at, next: at + 1 };
    if (one !== '\r') continue;
    if (at + 1 === text.length) return null;
    return { at, next: text[at + 1] === '\n' ? at + 2 : at + 1 };
  }
  return null;
}
