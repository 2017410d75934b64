import { afterTwo, csvStates, state } from './states.ts';

const lineFeed = 10;
const carriageReturn = 13;
const quote = 34;

/** Pieces without a quote, most of most files, are passed over by their line ends, which Node.js finds fast. */
const pieceBytes = 64 * 1024;
/** At the end of a piece: enough for a row of most files. */
const walkedBytes = 1024;

/** Looks for a row of CSV that is longer than allowed, however its text is cut into chunks. */
export class LongRowScan {
  readonly #next: Uint8Array;
  readonly #afterTwo: Uint8Array;
  readonly #longestRow: number;
  #state: number = state.row;
  /** Offsets in the text. */
  #rowStart = 0;
  #at = 0;

  /** `longestRow`: bytes, without the line end. */
  constructor({
    delimiter,
    longestRow,
  }: {
    readonly delimiter: string;
    readonly longestRow: number;
  }) {
    this.#next = csvStates(delimiter);
    this.#afterTwo = afterTwo(this.#next);
    this.#longestRow = longestRow;
  }

  /** Takes what follows. The offset of the first row that is too long, once that is certain. */
  push(chunk: Buffer): number | undefined {
    const size = Math.min(pieceBytes, this.#longestRow);
    for (let from = this.#markLength(chunk); from < chunk.length; from += size) {
      const long = this.#piece(chunk.subarray(from, from + size));
      if (long !== undefined) return long;
    }
    return this.#at - this.#rowStart > this.#longestRow ? this.#rowStart : undefined;
  }

  /** Of the byte order mark, which is no text. */
  #markLength(chunk: Buffer): number {
    if (this.#at > 0 || chunk.subarray(0, 3).toString('hex') !== 'efbbbf') return 0;
    this.#at = 3;
    this.#rowStart = 3;
    return 3;
  }

  #piece(piece: Buffer): number | undefined {
    const isPlain = this.#state !== state.quoted && !piece.includes(quote);
    const lineEnd = isPlain ? firstEnd(piece) : undefined;
    if (lineEnd === undefined) return this.#read(piece);
    // Each line is a row, and the first is the only one that can be longer than the piece.
    if (this.#at + lineEnd - this.#rowStart > this.#longestRow) return this.#rowStart;
    const rest = lastEnd(piece) + 1;
    this.#at += rest;
    this.#rowStart = this.#at;
    this.#state = state.row;
    return this.#read(piece.subarray(rest));
  }

  /** Two bytes by two as far as a row ends soon behind them, which is nearly always; the rest byte by byte. */
  #read(piece: Buffer): number | undefined {
    const rest = pairedBytes(piece);
    const now = rest === 0 ? this.#state : this.#pass(piece, rest);
    const passed = this.#walk(piece.subarray(rest), this.#at + rest, now);
    const isCertain = rest === 0 || (passed.long === undefined && passed.rowStart > this.#at);
    const walked = isCertain ? passed : this.#walk(piece, this.#at, this.#state);
    this.#state = walked.now;
    this.#rowStart = walked.rowStart;
    this.#at += piece.length;
    return walked.long;
  }

  /** The state after so many bytes, an even number. */
  #pass(piece: Buffer, bytes: number): number {
    const next = this.#afterTwo;
    const pairs = new Uint16Array(piece.buffer, piece.byteOffset, bytes / 2);
    let now = this.#state;
    for (let at = 0; at < pairs.length; at += 1) now = next[(now << 16) | (pairs[at] ?? 0)] ?? 0;
    return now;
  }

  #walk(bytes: Buffer, start: number, before: number): Walk {
    const next = this.#next;
    const longest = this.#longestRow;
    let now = before;
    let rowStart = this.#rowStart - start;
    for (let at = 0; at < bytes.length; at += 1) {
      now = next[(now << 8) | (bytes[at] ?? 0)] ?? 0;
      if (now !== state.row) continue;
      if (at - rowStart > longest) {
        return { now, rowStart: start + rowStart, long: start + rowStart };
      }
      rowStart = at + 1;
    }
    return { now, rowStart: start + rowStart, long: undefined };
  }
}

interface Walk {
  readonly now: number;
  readonly rowStart: number;
  /** Where a row begins that is too long. */
  readonly long: number | undefined;
}

/** How many bytes of a piece can be taken two by two. */
function pairedBytes(piece: Buffer): number {
  const bytes = piece.length - walkedBytes;
  return bytes <= 0 || piece.byteOffset % 2 !== 0 ? 0 : bytes - (bytes % 2);
}

function firstEnd(piece: Buffer): number | undefined {
  const feed = piece.indexOf(lineFeed);
  const before = feed < 0 ? piece : piece.subarray(0, feed);
  const back = before.indexOf(carriageReturn);
  if (back >= 0) return back;
  return feed < 0 ? undefined : feed;
}

function lastEnd(piece: Buffer): number {
  const feed = piece.lastIndexOf(lineFeed);
  const back = piece.subarray(feed + 1).lastIndexOf(carriageReturn);
  return back < 0 ? feed : feed + 1 + back;
}
