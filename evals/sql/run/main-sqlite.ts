/**
 * A process that runs queries of one SQLite file, read-only, so that it can be killed: `main-sqlite.ts <path>`. It
 * says `ready`, then answers each SQL text with a RunOutcome. Few imports: it is started for each database.
 */
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { mostRows, type Cell, type RunOutcome } from './result.ts';

const database = new DatabaseSync(process.argv[2] ?? '', {
  readOnly: true,
  // As the sqlite3 of everybody else: much gold SQL writes "text".
  enableDoubleQuotedStringLiterals: true,
});

process.on('message', (message) => {
  process.send?.(run(String(message)));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

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
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function cellOf(value: SQLOutputValue): Cell {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value;
}
