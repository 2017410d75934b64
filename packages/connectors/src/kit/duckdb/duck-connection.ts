import type { Readable } from 'node:stream';
import { invariant, type WireRead } from '@ai-etl/core';
import { copyIn, type CopyInRequest } from './copy-in.ts';
import { openCopyOut, type CopyOutOptions } from './copy-out.ts';
import type { DuckProcess } from './duck-process.ts';
import type { TextRow } from './protocol.ts';

/** A result column as DuckDB spells its type. */
export interface NativeColumn {
  readonly name: string;
  readonly native: string;
}

export interface StatementOptions {
  /** For messages: "could not <doing> <place>". */
  readonly doing: string;
  /** The table concerned. */
  readonly object?: string;
  readonly signal?: AbortSignal | undefined;
}

/** One connection of a DuckProcess: one statement at a time, transactions of its own. */
export class DuckConnection {
  readonly process: DuckProcess;
  readonly number: number;

  constructor(process: DuckProcess, number: number) {
    this.process = process;
    this.number = number;
  }

  /** Runs a statement; answers the rows it wrote. */
  async run(sql: string, options: StatementOptions): Promise<bigint> {
    const command = { op: 'run', connection: this.number, sql } as const;
    const body = await this.process.request(command, options, options.signal);
    invariant(body.outcome === 'changed', 'run answers the rows it wrote');
    return BigInt(body.rows);
  }

  /** Rows of a small answer, values as text: cast to VARCHAR what is not text. */
  async rows(sql: string, options: StatementOptions): Promise<readonly TextRow[]> {
    const command = { op: 'rows', connection: this.number, sql } as const;
    const body = await this.process.request(command, options, options.signal);
    invariant(body.outcome === 'rows', 'rows answers rows');
    return body.rows;
  }

  /** Result columns of exactly one query, which is not run; QUERY_FAILED when it is anything else. */
  async describe(sql: string, options: StatementOptions): Promise<readonly NativeColumn[]> {
    const command = { op: 'describe', connection: this.number, sql } as const;
    const body = await this.process.request(command, options, options.signal);
    invariant(body.outcome === 'rows', 'describe answers rows');
    return body.rows.map(([name, native]) => ({ name: name ?? '', native: native ?? '' }));
  }

  /** Streams a query whose columns are wire text already; the connection is busy until it ends. */
  copyOut(sql: string, options: CopyOutOptions): Promise<WireRead> {
    return openCopyOut(this, sql, options);
  }

  /** Runs a statement that reads wire bytes, see copyIn. Call it inside a transaction. */
  copyIn(stream: Readable, request: CopyInRequest): Promise<bigint> {
    return copyIn(this, stream, request);
  }

  /** Runs `action` in a transaction: committed when it resolves, rolled back when it rejects. */
  async transaction<T>(options: StatementOptions, action: () => Promise<T>): Promise<T> {
    await this.run('BEGIN TRANSACTION', options);
    try {
      const result = await action();
      await this.run('COMMIT', options);
      return result;
    } catch (error) {
      await this.run('ROLLBACK', { doing: options.doing }).catch(() => undefined);
      throw error;
    }
  }

  /** Interrupts what runs; its statement then fails. */
  interrupt(): void {
    this.process.interrupt(this.number);
  }

  /** Ends the connection; what it did not commit is gone. */
  async close(): Promise<void> {
    if (!this.process.isAlive) return;
    const command = { op: 'disconnect', connection: this.number } as const;
    await this.process.request(command, { doing: 'disconnect' }).catch(() => undefined);
  }
}
