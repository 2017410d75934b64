import type { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { unreachable } from '@ai-etl/core';
import type { Answer, Summary } from './answer.ts';
import { ClickHouseError } from './clickhouse-error.ts';
import type { Engine, EngineConnection } from './native-engine.ts';
import type { DataPipe } from './pipe-pool.ts';
import { quoteString } from './query-request.ts';
import type { ReadStatement } from './request-body.ts';
import { QUERY_TAG_SETTING } from './statement.ts';

const KILL_AGAIN_MS = 250;

/** One query on its way: where it runs and how to reach it. */
export interface RunningQuery {
  readonly connection: EngineConnection;
  readonly pipe: DataPipe;
  /** Put before the statement: SET and USE. */
  readonly preamble: string;
  readonly format: string;
  readonly kill: () => Promise<void>;
  readonly answer: Answer;
}

const NOTHING: Summary = { readRows: 0, readBytes: 0, writtenRows: 0, writtenBytes: 0 };

/** Runs a statement and writes its rows to the answer. Errors: ClickHouseError. */
export async function runStatement(read: ReadStatement, query: RunningQuery): Promise<Summary> {
  const { statement, text } = read;
  const { connection, preamble, format, answer } = query;
  switch (statement.kind) {
    case 'empty':
      throw new ClickHouseError(62, 'Syntax error: Empty query. (SYNTAX_ERROR)');
    case 'several':
      throw new ClickHouseError(
        62,
        `Syntax error (Multi-statements are not allowed): failed at position ${statement.at + 1}. (SYNTAX_ERROR)`,
      );
    case 'select': {
      answer.setFormat(statement.format ?? format);
      return await runSelect(preamble + statement.sql(query.pipe.path, format), query);
    }
    case 'upload':
      return await runUpload(preamble + statement.sql(query.pipe.path), read, query);
    case 'write': {
      const { rowsWritten, bytesWritten } = await connection.write(preamble + text);
      return { ...NOTHING, writtenRows: rowsWritten, writtenBytes: bytesWritten };
    }
    case 'kill':
    case 'command': {
      const sql = preamble + (statement.kind === 'kill' ? statement.sql : text);
      const { bytes, rowsRead, bytesRead } = await connection.query(sql, format);
      if (bytes.length > 0) {
        answer.setFormat(format);
        await answer.write(bytes);
      }
      return { ...NOTHING, readRows: rowsRead, readBytes: bytesRead };
    }
    default:
      return unreachable(statement);
  }
}

async function runSelect(sql: string, query: RunningQuery): Promise<Summary> {
  const reading = query.pipe.openForReading();
  const { stream } = reading;
  const done = query.connection.query(sql, query.format);
  const finish = () => reading.finish();
  done.then(finish, finish);
  try {
    for await (const chunk of stream) {
      // Leaving closes our end, and the engine fails on its next write.
      if (!query.answer.isWanted()) break;
      if (chunk instanceof Uint8Array) await query.answer.write(chunk);
    }
  } finally {
    stream.destroy();
    // The pipe may serve the next query only when the engine has let go of it.
    await done.catch(() => undefined);
  }
  const { rowsRead, bytesRead } = await done;
  return { ...NOTHING, readRows: rowsRead, readBytes: bytesRead };
}

async function runUpload(sql: string, read: ReadStatement, query: RunningQuery): Promise<Summary> {
  let isOver = false;
  const done = query.connection.write(sql);
  const over = done.then(
    () => (isOver = true),
    () => (isOver = true),
  );
  const writer = await query.pipe.openForWriting(() => isOver);
  if (writer !== undefined) {
    // EPIPE: the engine stopped reading, and `done` tells why.
    writer.on('error', () => undefined);
    try {
      await feed(writer, read, over);
      writer.end();
    } catch (error) {
      // The engine would take our end for the end of the data, so the query is cancelled first.
      if (!isOver) await query.kill();
      writer.destroy();
      await over;
      throw error;
    }
    await over;
    writer.destroy();
  }
  const { rowsWritten, bytesWritten } = await done;
  return {
    readRows: rowsWritten,
    readBytes: bytesWritten,
    writtenRows: rowsWritten,
    writtenBytes: bytesWritten,
  };
}

async function feed(writer: Writable, read: ReadStatement, over: Promise<unknown>): Promise<void> {
  let ended = false;
  let wake: (() => void) | undefined;
  void over.then(() => {
    ended = true;
    wake?.();
  });
  // A failed query reads no more, so neither room nor data alone is worth waiting for. One
  // handler for all waits: a race per chunk would pile up handlers on `over`.
  const unlessOver = async <T>(awaited: Promise<T>): Promise<T | undefined> =>
    await new Promise<T | undefined>((resolve, reject) => {
      wake = () => resolve(undefined);
      awaited.then(resolve, reject);
    });
  const send = async (chunk: Buffer) => {
    if (ended || writer.write(chunk)) return;
    await unlessOver(new Promise<void>((resolve) => writer.once('drain', resolve)));
  };
  if (read.head.length > 0) await send(read.head);
  for (;;) {
    if (ended) return;
    const next = await unlessOver(read.rest.next());
    if (next === undefined || next.done === true) return;
    await send(next.value);
  }
}

export interface KillLimits {
  readonly isOver: () => boolean;
  readonly timeoutMs: number;
}

/** Cancels a query until the engine has taken note of it; false when it never did. */
export async function killOnce(engine: Engine, tag: string, limits: KillLimits): Promise<boolean> {
  return await repeatKill(engine, tag, { ...limits, once: true });
}

/** Cancels again and again until the query is over: it may not have begun at the first time. */
export async function killUntilOver(
  engine: Engine,
  tag: string,
  limits: KillLimits,
): Promise<boolean> {
  return await repeatKill(engine, tag, { ...limits, once: false });
}

async function repeatKill(
  engine: Engine,
  tag: string,
  limits: KillLimits & { readonly once: boolean },
): Promise<boolean> {
  const deadline = Date.now() + limits.timeoutMs;
  const target = `Settings['${QUERY_TAG_SETTING}'] = ${quoteString(tag)}`;
  while (!limits.isOver()) {
    const connection = engine.connect();
    // A KILL that fails (no memory left, say) is tried again until the time is over.
    const noted = await connection
      .query(`KILL QUERY WHERE ${target} ASYNC FORMAT Null`, 'Null')
      .then(
        () => true,
        () => false,
      );
    connection.close();
    if (noted && limits.once) return true;
    if (Date.now() > deadline) return false;
    await delay(KILL_AGAIN_MS);
  }
  return true;
}
