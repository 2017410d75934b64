import { fork, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AiEtlError, messageOf } from '@ai-etl/core';
import { cancelledError, throwIfCancelled } from '../cancelled.ts';
import { childEnvironment } from '../child-environment.ts';
import { DuckConnection } from './duck-connection.ts';
import { complaintMark, complaintOf, toDuckdbError, type ErrorContext } from './errors.ts';
import { Answer, graceMs, type AnswerBody, type Command } from './protocol.ts';
import { longestRowBytes } from './wire-relation.ts';

export interface DuckProcessOptions {
  /** For messages: `the DuckDB database sales.duckdb`. */
  readonly place: string;
  /** Shown in process lists: `ai-etl run_…`. */
  readonly label: string;
  /** Directory below which the process gets a private one, for pipes and for what it spills. */
  readonly home: string;
  /** Database file; absent: a file of the private directory, so that it can grow past memory. */
  readonly database?: string;
  readonly readOnly?: boolean;
  /** A folder, absolute and without symbolic links, whose files queries may read. */
  readonly filesFolder?: string;
  readonly memoryLimitMb: number;
  readonly threads: number;
  /** Finds out more about what our own SQL complains of, before it is told. Must not reject. */
  readonly explainComplaint?: ExplainComplaint;
  readonly signal?: AbortSignal;
}

/** A complaint, and the same with what else was found out about it. */
export type ExplainComplaint = (complaint: string, signal: AbortSignal) => Promise<string>;

/** Each running statement and each FIFO that is read or written holds one thread. */
const threadpoolSize = '128';

/** The failure is told without more when finding out more takes longer. */
const longestExplanationMs = 120_000;

/** A statement that has not been answered yet. */
export interface RunningStatement {
  readonly connection: number;
  readonly sql: string;
}

interface Pending {
  readonly command: Command;
  resolve(body: AnswerBody): void;
  reject(error: AiEtlError): void;
}

/**
 * A child process that hosts one DuckDB database. A query that runs out of memory, or that does
 * not hear that it was cancelled, ends the process and never the worker.
 */
export class DuckProcess {
  readonly place: string;
  readonly directory: string;
  /** Bytes of the longest row that a load takes. */
  readonly longestRow: number;
  readonly #filesFolder: string | undefined;
  readonly #explainComplaint: ExplainComplaint | undefined;
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  #nextRequest = 1;
  #nextConnection = 1;
  #nextPipe = 1;
  #end: string | undefined;
  readonly #ended = Promise.withResolvers<void>();

  private constructor(options: DuckProcessOptions, directory: string) {
    this.place = options.place;
    this.directory = directory;
    this.#filesFolder = options.filesFolder;
    this.#explainComplaint = options.explainComplaint;
    this.longestRow = longestRowBytes(options.memoryLimitMb);
    this.#child = fork(fileURLToPath(new URL('main-duckdb.ts', import.meta.url)), [], {
      env: childEnvironment({ UV_THREADPOOL_SIZE: threadpoolSize }),
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // A session of its own: a Ctrl-C in our terminal must not end it before us.
      detached: true,
    });
    this.#child.on('message', (message) => this.#onAnswer(message));
    this.#child.once('error', (error) => this.#onEnd(messageOf(error)));
    this.#child.once('exit', (code, signal) => this.#onEnd(signal ?? `exit code ${code}`));
  }

  /** Starts the process and opens the database; throws what DuckDB says, or SERVICE_UNAVAILABLE. */
  static async start(options: DuckProcessOptions): Promise<DuckProcess> {
    throwIfCancelled(options.signal);
    await mkdir(options.home, { recursive: true });
    const directory = await mkdtemp(join(options.home, 'duckdb-'));
    const pipeDirectory = join(directory, 'pipes');
    const spillDirectory = join(directory, 'spill');
    await mkdir(pipeDirectory);
    await mkdir(spillDirectory);
    const duck = new DuckProcess(options, directory);
    try {
      await duck.request(
        {
          op: 'open',
          label: options.label,
          database: options.database ?? join(directory, 'scratch.duckdb'),
          readOnly: options.readOnly ?? false,
          memoryLimitMb: options.memoryLimitMb,
          threads: options.threads,
          spillDirectory,
          pipeDirectory,
          privateDirectory: directory,
          ...(options.filesFolder === undefined ? {} : { filesFolder: options.filesFolder }),
        },
        { doing: 'open it' },
      );
      throwIfCancelled(options.signal);
      return duck;
    } catch (error) {
      await duck.close();
      throw error;
    }
  }

  /** Process id, for tests and logs. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** False once the process has ended or was closed. */
  get isAlive(): boolean {
    return this.#end === undefined;
  }

  /** Resolves when the process has ended, whatever the reason. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /** What runs now. */
  get statements(): readonly RunningStatement[] {
    return [...this.#pending.values()].flatMap(({ command }) =>
      'sql' in command ? [{ connection: command.connection, sql: command.sql }] : [],
    );
  }

  /** Opens a connection: transactions and cancelling are its own. */
  async connect(): Promise<DuckConnection> {
    const number = this.#nextConnection;
    this.#nextConnection += 1;
    await this.request({ op: 'connect', connection: number }, { doing: 'connect' });
    return new DuckConnection(this, number);
  }

  /** Uses a connection and closes it. */
  async with<T>(action: (connection: DuckConnection) => Promise<T>): Promise<T> {
    const connection = await this.connect();
    try {
      return await action(connection);
    } finally {
      await connection.close();
    }
  }

  /** A path for a FIFO that the process may use. */
  newPipePath(): string {
    const path = join(this.directory, 'pipes', `${this.#nextPipe}.fifo`);
    this.#nextPipe += 1;
    return path;
  }

  /** A path for a file that queries may read; it is gone with the process. */
  newFilePath(): string {
    const path = join(this.directory, 'pipes', `${this.#nextPipe}.file`);
    this.#nextPipe += 1;
    return path;
  }

  /**
   * Sends a command and waits for its answer. An aborted signal interrupts the statement; when it
   * does not hear within some seconds the process is killed.
   */
  async request(
    command: Command,
    context: Omit<ErrorContext, 'place'>,
    signal?: AbortSignal,
  ): Promise<AnswerBody> {
    throwIfCancelled(signal);
    let deadline: NodeJS.Timeout | undefined;
    const abort = (): void => {
      if ('connection' in command) this.interrupt(command.connection);
      deadline = setTimeout(() => this.kill(), graceMs);
    };
    signal?.addEventListener('abort', abort, { once: true });
    try {
      const body = await this.#send(command);
      if (body.outcome === 'failed') {
        // After a failure of its own, a full disk for example, DuckDB answers nothing else any more.
        if (/database has been invalidated|^FATAL Error/.test(body.message)) this.kill();
        throw toDuckdbError(await this.#explained(body.message, signal), {
          ...context,
          place: this.place,
          filesFolder: this.#filesFolder,
        });
      }
      return body;
    } catch (error) {
      if (signal?.aborted === true) throw cancelledError(signal);
      throw error;
    } finally {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Tells the statement of a connection to stop; it then fails. */
  interrupt(connection: number): void {
    if (this.isAlive) void this.#send({ op: 'interrupt', connection }).catch(() => undefined);
  }

  /** Ends the process at once; what is under way fails with CONNECTION_LOST. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Closes the database, ends the process and removes its directory; safe to call twice. */
  async close(): Promise<void> {
    if (this.isAlive) {
      const deadline = setTimeout(() => this.kill(), graceMs);
      await this.#send({ op: 'close' }).catch(() => undefined);
      await this.#ended.promise;
      clearTimeout(deadline);
    }
    await rm(this.directory, { recursive: true, force: true });
  }

  /** The message of a failed statement, with more of it where it is a complaint of our own. */
  async #explained(message: string, signal: AbortSignal | undefined): Promise<string> {
    const complaint = complaintOf(message);
    if (complaint === undefined || this.#explainComplaint === undefined) return message;
    const given = signal === undefined ? [] : [signal];
    const limited = AbortSignal.any([...given, AbortSignal.timeout(longestExplanationMs)]);
    return complaintMark + (await this.#explainComplaint(complaint, limited));
  }

  #send(command: Command): Promise<AnswerBody> {
    const id = this.#nextRequest;
    this.#nextRequest += 1;
    return new Promise((resolve, reject) => {
      if (this.#end !== undefined) {
        reject(this.#endedError());
        return;
      }
      this.#pending.set(id, { command, resolve, reject });
      // A failure to send comes with the end of the process, which rejects what is pending.
      this.#child.send({ id, ...command }, () => undefined);
    });
  }

  #onAnswer(message: unknown): void {
    const { id, ...body } = Answer.parse(message);
    this.#pending.get(id)?.resolve(body);
    this.#pending.delete(id);
  }

  #onEnd(reason: string): void {
    this.#end ??= reason;
    const error = this.#endedError();
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
    this.#ended.resolve();
  }

  #endedError(): AiEtlError {
    return new AiEtlError(
      'CONNECTION_LOST',
      `${this.place}: the process that hosts it ended (${this.#end}). When this repeats, it may have run out of memory.`,
    );
  }
}
