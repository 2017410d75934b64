import { setTimeout as wait } from 'node:timers/promises';
import { DuckDBInstance, StatementType, type DuckDBConnection } from '@duckdb/node-api';
import type { AnswerBody, OpenCommand, Request, TextRow } from './protocol.ts';
import { quoteText } from './quote.ts';

/** Between two interrupts of one statement. */
const interruptPauseMs = 20;

/** DuckDB behind the protocol: one database, connections by number. Runs in the child process. */
export class DuckDbHost {
  #instance: DuckDBInstance | undefined;
  readonly #connections = new Map<number, DuckDBConnection>();
  /** By connection, the request that is at work. */
  readonly #running = new Map<number, number>();

  /** Never rejects: what DuckDB refuses is an answer too. */
  async answer(request: Request): Promise<AnswerBody> {
    const isStatement = 'sql' in request;
    if (isStatement) this.#running.set(request.connection, request.id);
    try {
      return await this.#serve(request);
    } catch (error) {
      return { outcome: 'failed', message: error instanceof Error ? error.message : String(error) };
    } finally {
      if (isStatement) this.#running.delete(request.connection);
    }
  }

  async #serve(request: Request): Promise<AnswerBody> {
    switch (request.op) {
      case 'open':
        await this.#open(request);
        return { outcome: 'done' };
      case 'connect':
        await this.#connect(request.connection);
        return { outcome: 'done' };
      case 'disconnect':
        this.#connections.get(request.connection)?.closeSync();
        this.#connections.delete(request.connection);
        return { outcome: 'done' };
      case 'run':
        return { outcome: 'changed', rows: await this.#run(request.connection, request.sql) };
      case 'rows':
        return { outcome: 'rows', rows: await this.#rows(request.connection, request.sql) };
      case 'describe':
        return { outcome: 'rows', rows: await this.#describe(request.connection, request.sql) };
      case 'interrupt':
        await this.#interrupt(request.connection);
        return { outcome: 'done' };
      case 'close':
        for (const connection of this.#connections.values()) connection.closeSync();
        this.#instance?.closeSync();
        return { outcome: 'done' };
    }
  }

  /** Opens the database and locks it down: no extension, no file outside the allowed folders. */
  async #open(request: OpenCommand): Promise<void> {
    this.#instance = await DuckDBInstance.create(request.database, {
      threads: String(request.threads),
      memory_limit: `${request.memoryLimitMb}MB`,
      temp_directory: request.spillDirectory,
      access_mode: request.readOnly ? 'READ_ONLY' : 'AUTOMATIC',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
    });
    const connection = await this.#instance.connect();
    await connection.run("SET GLOBAL TimeZone = 'UTC'");
    // It takes a file that was replaced within the same second, by as many bytes and at the same inode, for the old
    // one, and answers with rows that are gone. The system caches files anyway.
    await connection.run('SET GLOBAL enable_external_file_cache = false');
    const allowed = [
      request.pipeDirectory,
      ...(request.filesFolder === undefined ? [] : [request.filesFolder]),
    ];
    await connection.run(
      `SET GLOBAL allowed_directories = [${allowed.map((one) => quoteText(`${one}/`)).join(', ')}]`,
    );
    await connection.run('SET GLOBAL enable_external_access = false');
    await connection.run('SET GLOBAL lock_configuration = true');
    connection.closeSync();
  }

  async #connect(number: number): Promise<void> {
    if (this.#instance === undefined) throw new TypeError('connect comes after open');
    this.#connections.set(number, await this.#instance.connect());
  }

  async #run(number: number, sql: string): Promise<string> {
    const result = await this.#connection(number).run(sql);
    return String(result.rowsChanged);
  }

  async #rows(number: number, sql: string): Promise<TextRow[]> {
    const reader = await this.#connection(number).runAndReadAll(sql);
    return reader
      .getRows()
      .map((row) => row.map((value) => (value === null ? null : String(value))));
  }

  /** Name and type of each result column of exactly one query. */
  async #describe(number: number, sql: string): Promise<TextRow[]> {
    const connection = this.#connection(number);
    const statements = await connection.extractStatements(sql);
    if (statements.count !== 1) {
      throw new TypeError(`Parser Error: ${statements.count} statements, one query is allowed`);
    }
    const prepared = await statements.prepare(0);
    const isQuery = prepared.statementType === StatementType.SELECT;
    prepared.destroySync();
    if (!isQuery) throw new TypeError('Parser Error: this is no query');
    const rows = await this.#rows(number, `DESCRIBE ${sql}`);
    return rows.map((row) => [row[0] ?? '', row[1] ?? '']);
  }

  /** DuckDB forgets an interrupt that comes before its statement has begun: so until it has ended. */
  async #interrupt(number: number): Promise<void> {
    const statement = this.#running.get(number);
    if (statement === undefined) return;
    while (this.#running.get(number) === statement) {
      this.#connections.get(number)?.interrupt();
      await wait(interruptPauseMs);
    }
  }

  #connection(number: number): DuckDBConnection {
    const connection = this.#connections.get(number);
    if (connection === undefined) throw new TypeError(`there is no connection ${number}`);
    return connection;
  }
}
