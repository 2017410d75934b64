import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { AiEtlError, invariant, messageOf } from '@ai-etl/core';
import { cancelledError, throwIfCancelled } from '../../kit/cancelled.ts';
import { childEnvironment } from '../../kit/child-environment.ts';
import { toSqliteError } from '../errors.ts';
import { describeDatabase, type SqliteDatabase } from '../database.ts';
import type { SqlValue } from '../values/sql-value.ts';
import { LiveStatements } from './live-statements.ts';
import { parseAnswer, type AnswerBody, type Command } from './protocol.ts';

export interface SqliteProcessOptions {
  readonly database: SqliteDatabase;
  /** Shown in process lists: `ai-etl run_…`. */
  readonly label: string;
  readonly access: 'read' | 'write' | 'create';
  readonly signal?: AbortSignal;
}

export interface RequestOptions {
  /** `read`, `load into`: for messages. */
  readonly doing: string;
  readonly signal?: AbortSignal | undefined;
  /** Text of the statement at work; see LiveStatements. */
  readonly statement?: string;
}

/** Locks of others are waited for so long; loads wait longer than people. */
const busyMs = { read: 5000, write: 20_000, create: 20_000 } as const;

/** How long a process may take to end by itself. */
const graceMs = 2000;

interface Pending {
  resolve(body: AnswerBody): void;
  reject(error: AiEtlError): void;
}

/**
 * A child process with one connection to a database file. SQLite works synchronously and cannot be
 * interrupted from Node, so whoever cancels what is under way ends the process: SQLite rolls back.
 */
export class SqliteProcess {
  readonly database: SqliteDatabase;
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  #nextRequest = 1;
  #end: string | undefined;

  private constructor({ database }: SqliteProcessOptions) {
    this.database = database;
    this.#child = fork(fileURLToPath(new URL('main-sqlite.ts', import.meta.url)), [], {
      env: childEnvironment(),
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      // A session of its own: a Ctrl-C in our terminal must not end it before us.
      detached: true,
    });
    this.#child.on('message', (message) => {
      const { id, ...body } = parseAnswer(message);
      this.#pending.get(id)?.resolve(body);
      this.#pending.delete(id);
    });
    this.#child.once('error', (error) => this.#onEnd(messageOf(error)));
    this.#child.once('exit', (code, signal) => this.#onEnd(signal ?? `exit code ${code}`));
  }

  /** Starts the process and opens the file. Throws what toSqliteError words. */
  static async start(options: SqliteProcessOptions): Promise<SqliteProcess> {
    const { database, label, access, signal } = options;
    throwIfCancelled(signal);
    const started = new SqliteProcess(options);
    try {
      const { path } = database;
      const open = { op: 'open', path, access, busyMs: busyMs[access], label } as const;
      await started.request(open, { doing: 'open', signal });
      return started;
    } catch (error) {
      started.kill();
      throw error;
    }
  }

  /** Process id, for tests and logs. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** False once the process has ended. */
  get isAlive(): boolean {
    return this.#end === undefined;
  }

  /** Sends a command and waits for its answer; an aborted signal ends the process. */
  async request(command: Command, options: RequestOptions): Promise<AnswerBody> {
    const { signal, doing, statement } = options;
    throwIfCancelled(signal);
    const abort = (): void => this.kill();
    signal?.addEventListener('abort', abort, { once: true });
    const ended =
      statement === undefined ? undefined : LiveStatements.begin(this.#child.pid, statement);
    try {
      const body = await this.#send(command);
      if (body.outcome === 'failed') throw toSqliteError(body, { database: this.database, doing });
      return body;
    } catch (error) {
      if (signal?.aborted === true) throw cancelledError(signal);
      throw error;
    } finally {
      ended?.();
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Rows of a statement of ours. */
  async rows(
    sql: string,
    options: RequestOptions & { readonly values?: readonly SqlValue[] },
  ): Promise<readonly (readonly SqlValue[])[]> {
    const { values = [] } = options;
    const body = await this.request({ op: 'rows', sql, values }, { statement: sql, ...options });
    invariant(body.outcome === 'rows', 'rows are answered with rows');
    return body.rows;
  }

  /** Runs a statement of ours; answers how many rows it changed. */
  async run(
    sql: string,
    options: RequestOptions & { readonly values?: readonly SqlValue[] },
  ): Promise<bigint> {
    const { values = [] } = options;
    const body = await this.request({ op: 'run', sql, values }, { statement: sql, ...options });
    invariant(body.outcome === 'changed', 'a statement is answered with its changes');
    return body.rows;
  }

  /** Ends the process at once; what is under way fails with CONNECTION_LOST. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Lets the process end, with its transaction rolled back; safe to call twice. */
  async close(): Promise<void> {
    if (!this.isAlive) return;
    const exit = once(this.#child, 'exit');
    const deadline = setTimeout(() => this.kill(), graceMs);
    if (this.#child.connected) this.#child.disconnect();
    await exit;
    clearTimeout(deadline);
  }

  #send(command: Command): Promise<AnswerBody> {
    const id = this.#nextRequest;
    this.#nextRequest += 1;
    return new Promise((resolve, reject) => {
      if (this.#end !== undefined || !this.#child.connected) {
        reject(this.#endedError());
        return;
      }
      this.#pending.set(id, { resolve, reject });
      // A failure to send comes with the end of the process, which rejects what is pending.
      this.#child.send({ id, ...command }, () => undefined);
    });
  }

  #onEnd(reason: string): void {
    this.#end ??= reason;
    const error = this.#endedError();
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
  }

  #endedError(): AiEtlError {
    const place = describeDatabase(this.database);
    return new AiEtlError(
      'CONNECTION_LOST',
      `${place}: the process that hosts it ended (${this.#end ?? 'closed'}). When this repeats, it may have run out of memory.`,
    );
  }
}
