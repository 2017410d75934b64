/** A process that runs queries of one SQLite file, read-only, so that it can be killed: `main-sqlite.ts <path>`. */
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { messageOf } from '@ai-etl/core';
import { z } from 'zod';
import { mostRows, type Cell, type RunOutcome } from './result.ts';

const Request = z.object({ sql: z.string() });

const database = new DatabaseSync(process.argv[2] ?? '', {
  readOnly: true,
  // As the sqlite3 of everybody else: much gold SQL writes "text".
  enableDoubleQuotedStringLiterals: true,
});

process.on('message', (message) => {
  process.send?.(run(Request.parse(message).sql));
});
process.on('disconnect', () => process.exit(0));

function run(sql: string): RunOutcome {
  try {
    const statement = database.prepare(sql);
    statement.setReadBigInts(true);
    statement.setReturnArrays(true);
    const rows: Cell[][] = [];
    // Rows come as arrays now, which the types do not know.
    for (const row of statement.iterate() as Iterable<unknown>) {
      if (rows.length === mostRows)
        return { kind: 'failed', message: `more than ${mostRows} rows` };
      rows.push(Array.isArray(row) ? row.map((value: SQLOutputValue) => cellOf(value)) : []);
    }
    return { kind: 'rows', result: { columns: statement.columns().map(({ name }) => name), rows } };
  } catch (error) {
    return { kind: 'failed', message: messageOf(error) };
  }
}

function cellOf(value: SQLOutputValue): Cell {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value;
}
