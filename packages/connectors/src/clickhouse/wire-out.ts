import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { AiEtlError } from '@ai-etl/core';
import { cancelledError } from '../kit/cancelled.ts';
import { parseServerError, toClickhouseError, type ErrorContext } from './errors.ts';
import { describeServer } from './settings.ts';

/**
 * Sent by the server after the last row. An answer that breaks off, or that goes on with an error
 * text, does not end with it. No rows can: there, no line begins with a single backslash and a dot.
 */
export const endMark = '\n\\.end\n';

/** TabSeparated, spelled as CustomSeparated so that it can have an end mark. */
export const endMarkSettings = {
  format_custom_escaping_rule: 'Escaped',
  format_custom_field_delimiter: '\t',
  format_custom_row_before_delimiter: '',
  format_custom_row_after_delimiter: '\n',
  format_custom_row_between_delimiter: '',
  format_custom_result_before_delimiter: '',
  format_custom_result_after_delimiter: endMark,
} as const;

export interface WireOutOptions {
  readonly response: Readable;
  readonly endMark: string;
  readonly signal: AbortSignal;
  readonly context: ErrorContext;
}

/** Wire bytes of an answer: rows counted, the end mark checked and taken off. */
export class WireOut extends Transform {
  rows = 0;
  bytes = 0;
  readonly #options: WireOutOptions;
  readonly #mark: Buffer;
  /** The last bytes seen, which may be the mark or its beginning. */
  #tail: Buffer = Buffer.alloc(0);
  /** The last two chunks: what an error text may be found in. */
  #last: readonly Buffer[] = [];

  constructor(options: WireOutOptions) {
    super({ highWaterMark: 512 * 1024 });
    this.#options = options;
    this.#mark = Buffer.from(options.endMark, 'latin1');
    const { response, signal, context } = options;
    const onAbort = (): void => void this.destroy(cancelledError(signal));
    signal.addEventListener('abort', onAbort, { once: true });
    response.on('error', (error) => {
      if (signal.aborted) this.destroy(cancelledError(signal));
      else this.destroy(this.#statedError() ?? toClickhouseError(error, context));
    });
    this.once('close', () => {
      signal.removeEventListener('abort', onAbort);
      response.destroy();
    });
    response.pipe(this);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const keep = this.#mark.length;
    this.#last = [...this.#last.slice(-1), chunk];
    if (chunk.length < keep) {
      const joined = Buffer.concat([this.#tail, chunk]);
      this.#emit(joined.subarray(0, Math.max(0, joined.length - keep)));
      this.#tail = joined.subarray(Math.max(0, joined.length - keep));
    } else {
      this.#emit(this.#tail);
      this.#emit(chunk.subarray(0, chunk.length - keep));
      this.#tail = chunk.subarray(chunk.length - keep);
    }
    done();
  }

  override _flush(done: TransformCallback): void {
    done(this.#tail.equals(this.#mark) ? null : this.#brokenOff());
  }

  #emit(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.rows += countLineEnds(bytes);
    this.bytes += bytes.length;
    this.push(bytes);
  }

  #brokenOff(): AiEtlError {
    const stated = this.#statedError();
    if (stated !== undefined) return stated;
    const { context } = this.#options;
    const text = Buffer.concat(this.#last).toString('utf8');
    if (text.includes('DB::Exception')) return parseServerError(text, context);
    return new AiEtlError(
      'CONNECTION_LOST',
      `${describeServer(context.settings)} broke its answer off after ${this.rows} rows.`,
    );
  }

  /**
   * What ClickHouse 25.11 and later say before they break an answer off. Rows cannot say it: in
   * escaped text a carriage return is `\\r`.
   */
  #statedError(): AiEtlError | undefined {
    const text = Buffer.concat(this.#last).toString('utf8');
    const stated = /\r\n__exception__\r\n\w+\r\n([\s\S]*)/.exec(text)?.[1];
    return stated === undefined ? undefined : parseServerError(stated, this.#options.context);
  }
}

/** In escaped text every line feed ends a row. */
function countLineEnds(bytes: Buffer): number {
  let count = 0;
  for (let index = 0; index < bytes.length; index += 1) if (bytes[index] === 0x0a) count += 1;
  return count;
}
