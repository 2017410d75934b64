import { open, type FileHandle } from 'node:fs/promises';
import { AiEtlError } from '@ai-etl/core';
import { codeOf } from '../../kit/network-error.ts';
import type { FieldNames } from '../json/field-names.ts';
import { recordLines } from '../json/record-lines.ts';
import type { Page } from './walk-pages.ts';
import type { LowerBound } from './lower-bound.ts';

export interface SpoolOptions {
  readonly path: string;
  /** Records before it were not asked for; null: all were. */
  readonly bound: LowerBound | null;
  readonly fields: FieldNames;
  /** Fields whose numbers keep all their digits. */
  readonly exact: ReadonlySet<string>;
  readonly maxBytes: number;
  readonly pages: (signal: () => AbortSignal) => AsyncGenerator<Page, void, undefined>;
}

/** Characters of lines that are written at once; others of the process get their turn in between. */
const writtenAtOnce = 1024 * 1024;

/** How far a spool is to be filled. */
export interface Wanted {
  readonly pages?: number;
  readonly records?: number;
}

/**
 * Records of a resource in a file, a line each, so that they need no memory and are read as often as
 * needed. It is filled page by page, as far as somebody wants. Not for concurrent use.
 */
export class Spool {
  readonly path: string;
  readonly bound: LowerBound | null;
  readonly #options: SpoolOptions;
  readonly #file: FileHandle;
  readonly #pages: AsyncGenerator<Page, void, undefined>;
  #signal: AbortSignal = new AbortController().signal;
  #pageCount = 0;
  #recordCount = 0;
  #bytes = 0;
  #state: 'filling' | 'complete' | 'broken' = 'filling';

  private constructor(file: FileHandle, options: SpoolOptions) {
    this.path = options.path;
    this.bound = options.bound;
    this.#options = options;
    this.#file = file;
    this.#pages = options.pages(() => this.#signal);
  }

  static async create(options: SpoolOptions): Promise<Spool> {
    return new Spool(await open(options.path, 'wx', 0o600), options);
  }

  /** True when every page is in it. */
  get isComplete(): boolean {
    return this.#state === 'complete';
  }

  /** True after a failure, a cancelling included: what is in it is not the whole of anything. */
  get isBroken(): boolean {
    return this.#state === 'broken';
  }

  get recordCount(): number {
    return this.#recordCount;
  }

  /** Of its records, a JSON line each. */
  get sizeBytes(): number {
    return this.#bytes;
  }

  /** Asks for pages until what is wanted is there, or all is. Throws what is wrong with a page. */
  async fillUpTo({ pages = 0, records = 0 }: Wanted, signal: AbortSignal): Promise<void> {
    this.#signal = signal;
    try {
      while (
        this.#state === 'filling' &&
        (this.#pageCount < pages || this.#recordCount < records)
      ) {
        const { done, value } = await this.#pages.next();
        if (done === true) {
          this.#state = 'complete';
          await this.#file.close();
        } else await this.#append(value);
      }
    } catch (error) {
      await this.close();
      this.#state = 'broken';
      throw error;
    }
  }

  /** Lets go of the file; safe to call twice. */
  async close(): Promise<void> {
    if (this.#state !== 'filling') return;
    this.#state = 'broken';
    await this.#pages.return();
    await this.#file.close();
  }

  async #append(page: Page): Promise<void> {
    const { fields, exact } = this.#options;
    const { number, place } = page;
    let some: string[] = [];
    let length = 0;
    for (const line of recordLines(page, { page: number, place, fields, exact })) {
      some.push(line);
      length += line.length;
      if (length < writtenAtOnce) continue;
      await this.#write(some, place);
      some = [];
      length = 0;
    }
    await this.#write(some, place);
    this.#pageCount += 1;
    this.#recordCount += page.records.length;
  }

  async #write(some: readonly string[], place: string): Promise<void> {
    const { maxBytes } = this.#options;
    const lines = Buffer.from(some.join(''));
    this.#bytes += lines.length;
    if (this.#bytes > maxBytes) {
      throw new AiEtlError(
        'QUERY_FAILED',
        `${place}: the records have more than ${Math.round(maxBytes / 1024 / 1024)} MB. Read incrementally, or raise max_total_mb.`,
      );
    }
    try {
      await this.#file.appendFile(lines);
    } catch (error) {
      if (codeOf(error) !== 'ENOSPC') throw error;
      throw new AiEtlError('TARGET_FULL', `${place}: the disk of the worker is full.`, {
        cause: error,
      });
    }
  }
}
