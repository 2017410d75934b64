import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { profilingPrefix } from '../profile/asked.ts';
import { ValueTrouble, type SqlValue } from '../values/sql-value.ts';
import { arrayRows } from './array-rows.ts';
import { openSumCursor, openWireCursor, type Cursor } from './cursor.ts';
import type { AnswerBody, Command, ResultColumn } from './protocol.ts';
import { prepareQuery, QueryTrouble } from './query-guard.ts';
import { fittingFunction, registerFitting } from './register-fitting.ts';
import { TableWriter } from './table-writer.ts';

/** Names of the functions that SQL of the dialect `sqlite` calls begin so; our tables only hold it. */
const functionPrefix = /\betl_/;

/** The function that splits landed rows, which has no other use. */
const fittingCall = `${fittingFunction}(`;

/** SQLite behind the protocol: one connection, queries by number. Runs in the child process. */
export class SqliteHost {
  #opened: DatabaseSync | undefined;
  #writer: TableWriter | undefined;
  #isRegistered = false;
  readonly #cursors = new Map<number, Cursor>();

  /** Never rejects: what SQLite refuses is an answer too. */
  async answer(command: Command): Promise<AnswerBody> {
    try {
      if ('sql' in command && functionPrefix.test(command.sql)) await this.#register();
      if ('sql' in command && command.sql.includes(fittingCall)) registerFitting(this.#database);
      if ('sql' in command && command.sql.includes(profilingPrefix))
        await this.#registerProfiling();
      return this.#serve(command);
    } catch (error) {
      return failed(error);
    }
  }

  #serve(command: Command): AnswerBody {
    switch (command.op) {
      case 'open':
        this.#open(command);
        return { outcome: 'done' };
      case 'rows':
        return allRows(this.#prepare(command.sql), command.values ?? []);
      case 'run': {
        const { changes } = this.#prepare(command.sql).run(...(command.values ?? []));
        return { outcome: 'changed', rows: BigInt(changes) };
      }
      case 'ask':
        return firstRows(prepareQuery(this.#database, command.sql), command.limit);
      case 'start': {
        const { algorithm } = command;
        const cursor =
          algorithm === null
            ? openWireCursor(this.#database, command)
            : openSumCursor(this.#database, { ...command, algorithm });
        this.#cursors.set(command.cursor, cursor);
        return { outcome: 'done' };
      }
      case 'pull': {
        const cursor = this.#cursors.get(command.cursor);
        if (cursor === undefined) throw new QueryTrouble('the query was stopped');
        return cursor.pull();
      }
      case 'stop':
        this.#cursors.get(command.cursor)?.stop();
        this.#cursors.delete(command.cursor);
        return { outcome: 'done' };
      case 'load':
        this.#writer = new TableWriter(this.#database, command.table, command.columns);
        return { outcome: 'done' };
      case 'feed':
        this.#writer?.feed(command.bytes);
        return { outcome: 'done' };
      case 'finish':
        return { outcome: 'changed', rows: this.#writer?.finish() ?? 0n };
    }
  }

  get #database(): DatabaseSync {
    if (this.#opened === undefined) throw new QueryTrouble('the database is not open');
    return this.#opened;
  }

  #open({ path, access, busyMs }: Extract<Command, { op: 'open' }>): void {
    this.#opened = new DatabaseSync(path, { readOnly: access === 'read', timeout: busyMs });
    // Functions in views and triggers of a file from anywhere may have no effects of their own.
    this.#opened.exec('PRAGMA trusted_schema = OFF');
    // Else one broken view of the file keeps every table from being renamed.
    this.#opened.exec('PRAGMA legacy_alter_table = ON');
    if (access === 'create') this.#opened.exec('PRAGMA journal_mode = WAL');
    // The first thing that reads the file: it says when this is no database.
    this.#opened.prepare('SELECT count(*) FROM sqlite_schema').get();
  }

  /** Loading them takes longer than a small query runs, so most processes do without. */
  async #register(): Promise<void> {
    if (this.#isRegistered) return;
    const { registerSqliteFunctions } = await import('@ai-etl/core');
    registerSqliteFunctions(this.#database);
    this.#isRegistered = true;
  }

  /** Most processes profile nothing, and load nothing for it. */
  async #registerProfiling(): Promise<void> {
    const { registerProfiling } = await import('./register-profiling.ts');
    registerProfiling(this.#database);
  }

  #prepare(sql: string): StatementSync {
    const statement = this.#database.prepare(sql);
    statement.setReturnArrays(true);
    statement.setReadBigInts(true);
    return statement;
  }
}

function allRows(statement: StatementSync, values: readonly SqlValue[]): AnswerBody {
  return {
    outcome: 'rows',
    columns: columnsOf(statement),
    rows: [...arrayRows(statement.iterate(...values))],
  };
}

function firstRows(statement: StatementSync, limit: number): AnswerBody {
  const rows: (readonly SqlValue[])[] = [];
  if (limit > 0) {
    for (const row of arrayRows(statement.iterate())) {
      rows.push(row);
      if (rows.length >= limit) break;
    }
  }
  return { outcome: 'rows', columns: columnsOf(statement), rows };
}

function columnsOf(statement: StatementSync): readonly ResultColumn[] {
  return statement.columns().map(({ name, type }) => ({ name, declared: type }));
}

function failed(error: unknown): AnswerBody {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ValueTrouble) {
    return { outcome: 'failed', code: null, message, reason: 'value' };
  }
  // Thrown by a function of the dialect; its words may quote the value.
  if (error instanceof Error && error.name === 'SqliteMisfit') {
    return { outcome: 'failed', code: null, message: withoutValue(message), reason: 'value' };
  }
  const code: unknown = error instanceof Error && 'errcode' in error ? error.errcode : null;
  return {
    outcome: 'failed',
    code: typeof code === 'number' ? code : null,
    message,
    reason: error instanceof QueryTrouble || code === null ? 'query' : 'sqlite',
  };
}

/** `column "a" holds …, which is no date` without what it holds; other words say nothing of a column. */
function withoutValue(message: string): string {
  // The column is an identifier of SQL, maybe behind the name of its table; the value comes after it.
  const parts = /^column ((?:"(?:[^"]|"")*"\.)?"(?:[^"]|"")*") holds [^]*, which is no (\w+)$/.exec(
    message,
  );
  return parts === null
    ? 'a value does not fit what the query does with it'
    : `column ${parts[1]} holds a value that is no ${parts[2]}`;
}
