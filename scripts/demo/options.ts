import { parseArgs } from 'node:util';
import { join, resolve } from 'node:path';
import { AiEtlError } from '@ai-etl/core';

export interface DemoOptions {
  readonly rows: number;
  readonly json: boolean;
  /** AI_ETL_HOME of the demo: its servers, data and credentials. */
  readonly home: string;
  readonly sentence: string;
}

export const demoUsage = `npm run demo -- [options]
  --rows N        orders in the sample database (default 1000000)
  --sentence S    what to ask for (default "Load sales data from PostgreSQL to ClickHouse daily")
  --home FOLDER   where the demo keeps its servers' data (default: .ai-etl/demo in the checkout)
  --json          only one JSON line on standard output
  --help`;

/** Reads the command line; throws VALIDATION_ERROR. Null: help was asked for. */
export function parseDemoOptions(args: readonly string[], root: string): DemoOptions | null {
  const values = readArgs(args);
  if (values.help) return null;
  const rows = Number(values.rows);
  if (!Number.isSafeInteger(rows) || rows < 1 || rows > 100_000_000) {
    throw new AiEtlError(
      'VALIDATION_ERROR',
      `--rows must be a whole number from 1 to 100000000, not "${values.rows}".`,
    );
  }
  return {
    rows,
    json: values.json,
    sentence: values.sentence,
    home: resolve(values.home ?? join(root, '.ai-etl', 'demo')),
  };
}

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        rows: { type: 'string', default: '1000000' },
        sentence: {
          type: 'string',
          default: 'Load sales data from PostgreSQL to ClickHouse daily',
        },
        home: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AiEtlError('VALIDATION_ERROR', `${reason}\n\n${demoUsage}`);
  }
}
