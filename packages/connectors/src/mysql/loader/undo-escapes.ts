import { Transform, type TransformCallback } from 'node:stream';

const BACKSLASH = 0x5c;
/** Escapes of the wire form that MySQL would read as the letter itself. */
const unknownToMysql: ReadonlyMap<number, number> = new Map([
  [0x66, 0x0c],
  [0x76, 0x0b],
]);

/**
 * Writes `\f` and `\v` of the wire form as the bytes they stand for, which need no escape: MySQL knows
 * neither and would store the letter. Blocks without them pass as they are; a block may end inside an
 * escape.
 */
export class UndoEscapes extends Transform {
  #isEscaped = false;

  override _transform(chunk: Buffer, _: string, done: TransformCallback): void {
    const block = this.#isEscaped ? Buffer.concat([Buffer.from([BACKSLASH]), chunk]) : chunk;
    this.#isEscaped = false;
    done(null, this.#undo(block));
  }

  override _flush(done: TransformCallback): void {
    done(null, this.#isEscaped ? Buffer.from([BACKSLASH]) : undefined);
  }

  #undo(block: Buffer): Buffer {
    const parts: Buffer[] = [];
    let from = 0;
    let at = block.indexOf(BACKSLASH);
    while (at !== -1) {
      if (at === block.length - 1) {
        this.#isEscaped = true;
        parts.push(block.subarray(from, at));
        return Buffer.concat(parts);
      }
      const meant = unknownToMysql.get(block[at + 1] ?? 0);
      if (meant !== undefined) {
        parts.push(block.subarray(from, at), Buffer.from([meant]));
        from = at + 2;
      }
      at = block.indexOf(BACKSLASH, at + 2);
    }
    if (parts.length === 0) return block;
    parts.push(block.subarray(from));
    return Buffer.concat(parts);
  }
}
