import type { AiEtlError } from '@ai-etl/core';
import { decodeEntities } from './xml-entities.ts';
import { parseTag } from './xml-tag.ts';

/** Who listens to a document. Names come without their prefix. */
export interface XmlListener {
  open?(name: string, attributes: ReadonlyMap<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
  /** Awaited between pieces of the document, which wait for it. */
  pause?(): Promise<void>;
}

/** No text, tag or comment of a workbook is longer; what is not whole yet is kept in memory. */
const longestToken = 1024 * 1024;
const deepest = 100;

/**
 * Reads a document piece by piece: in memory is what its listener keeps, and one token. Declarations of a DTD are
 * refused, so no entity unfolds. Throws what `fail` makes of a problem.
 */
export async function readXml(
  pieces: AsyncIterable<Buffer>,
  listener: XmlListener,
  fail: (problem: string) => AiEtlError,
): Promise<void> {
  const scanner = new XmlScanner(listener, fail);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (bytes?: Buffer): string => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw fail('its XML is not UTF-8');
    }
  };
  for await (const piece of pieces) {
    scanner.push(decode(piece));
    await listener.pause?.();
  }
  scanner.push(decode());
  scanner.end();
}

class XmlScanner {
  readonly #listener: XmlListener;
  readonly #fail: (problem: string) => AiEtlError;
  /** Tags that are open. */
  readonly #path: string[] = [];
  #hasRoot = false;
  #rest = '';

  constructor(listener: XmlListener, fail: (problem: string) => AiEtlError) {
    this.#listener = listener;
    this.#fail = fail;
  }

  push(piece: string): void {
    const text = this.#rest + piece;
    let at = 0;
    for (let next = this.#token(text, 0); next >= 0; next = this.#token(text, at)) at = next;
    this.#rest = text.slice(at);
    if (this.#rest.length > longestToken) throw this.#damaged();
  }

  end(): void {
    if (!this.#hasRoot || this.#path.length > 0 || this.#rest.trim() !== '') throw this.#damaged();
  }

  /** Tells the listener of the token at a place; answers where the next begins, -1 when this one is not whole. */
  #token(text: string, at: number): number {
    if (at >= text.length) return -1;
    if (text[at] !== '<') {
      const end = text.indexOf('<', at);
      if (end > 0) this.#text(text.slice(at, end));
      return end;
    }
    if (text[at + 1] === '?') return after(text, '?>', at);
    if (text[at + 1] === '!') return this.#declaration(text, at);
    const end = tagEnd(text, at + 1);
    if (end < 0) return -1;
    this.#tag(text.slice(at + 1, end));
    return end + 1;
  }

  #declaration(text: string, at: number): number {
    const cdata = '<![CDATA[';
    if (text.length - at < cdata.length) return -1;
    if (text.startsWith('<!--', at)) return after(text, '-->', at + 4);
    if (!text.startsWith(cdata, at)) throw this.#fail('its XML has a DTD, which no workbook has');
    const end = after(text, ']]>', at + cdata.length);
    if (end > 0) this.#listener.text?.(text.slice(at + cdata.length, end - 3));
    return end;
  }

  #text(text: string): void {
    const plain = text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
    const decoded = decodeEntities(plain);
    if (decoded === undefined) throw this.#damaged();
    this.#listener.text?.(decoded);
  }

  #tag(text: string): void {
    const tag = parseTag(text);
    if (tag === undefined) throw this.#damaged();
    const { name, kind, attributes } = tag;
    if (kind === 'close') {
      if (this.#path.pop() !== name) throw this.#damaged();
    } else {
      if (this.#path.length === 0 && this.#hasRoot) throw this.#damaged();
      this.#hasRoot = true;
      this.#listener.open?.(name, attributes);
      if (kind === 'open' && this.#path.push(name) > deepest) throw this.#damaged();
    }
    if (kind !== 'open') this.#listener.close?.(name);
  }

  #damaged(): AiEtlError {
    return this.#fail('its XML is damaged or cut off');
  }
}

/** Where a text ends that is searched for; -1 when it is not there. */
function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? -1 : found + mark.length;
}

const greaterThan = 62;
const doubleQuote = 34;
const singleQuote = 39;

/** The `>` that stands in no quotes; -1 when there is none yet. Codes of letters are compared faster than letters. */
function tagEnd(text: string, from: number): number {
  let quote = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === greaterThan) return at;
    else if (code === doubleQuote || code === singleQuote) quote = code;
  }
  return -1;
}
