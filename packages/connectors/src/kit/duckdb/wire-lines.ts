import { AiEtlError } from '@ai-etl/core';
import { countLineEnds } from './line-ends.ts';

/**
 * Wire bytes on their way into DuckDB's CSV reader, whose habits would change two values: it takes
 * a byte order mark off the first one, and it leaves out empty lines, which in a table of one column
 * are empty texts. So a line goes ahead that is skipped, and a single column gets an empty second.
 */
export class WireLines {
  /** Sent first; `wireRelation` skips it. */
  readonly head = Buffer.from('\n');
  rows = 0;
  /** True once every row was taken whole. */
  isEnded = false;
  readonly #isNarrow: boolean;
  #isInsideRow = false;

  constructor(width: number) {
    this.#isNarrow = width === 1;
  }

  take(chunk: Buffer): Buffer {
    if (chunk.length === 0) return chunk;
    this.rows += countLineEnds(chunk);
    this.#isInsideRow = chunk.at(-1) !== 0x0a;
    return this.#isNarrow ? widen(chunk) : chunk;
  }

  /** Throws VALUE_REJECTED when the bytes end inside a row: somebody cut them off. */
  end(): void {
    if (this.#isInsideRow) {
      throw new AiEtlError('VALUE_REJECTED', `The stream ends inside row ${this.rows + 1}.`);
    }
    this.isEnded = true;
  }
}

/** A TAB before each line feed. Bytes, not text: a chunk may begin inside a character. */
function widen(chunk: Buffer): Buffer {
  return Buffer.from(chunk.toString('latin1').replaceAll('\n', '\t\n'), 'latin1');
}
