import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AiEtlError, describeObject, invariant } from '@ai-etl/core';
import { ask } from '../connect.ts';
import { quoteName, quoteObject } from '../quote.ts';
import { LoadDataStream } from '../socket/load-data.ts';
import { decoded, type StagedColumn } from './columns.ts';
import { InsertRowsStream } from './insert-rows.ts';
import type { StagingParts } from './staging.ts';
import { UndoEscapes } from './undo-escapes.ts';
import { watchForKill } from './watch-kill.ts';

/**
 * Loads wire bytes into the table where rows land. LOAD DATA LOCAL turns errors of values into warnings and stores
 * something else (as IGNORE does), so a load with any warning is refused.
 */
export async function loadRows(parts: StagingParts, stream: Readable): Promise<bigint> {
  const { connection, landing, landed } = parts;
  const undo = new UndoEscapes();
  if (await mayLoadLocal(parts)) {
    const stopWatching = await watchForKill(parts);
    const load = new LoadDataStream(connection, loadSql(parts), parts.settings);
    try {
      await pipeline(stream, undo, load);
    } finally {
      stopWatching();
    }
    const { outcome } = load;
    invariant(outcome !== undefined, 'a finished load was answered');
    if (outcome.warnings > 0) throw changedValues(parts);
    return outcome.rows;
  }
  const insert = new InsertRowsStream(connection, {
    quoted: quoteObject(landing),
    columns: landed,
  });
  await pipeline(stream, undo, insert);
  if (insert.warnings > 0) throw changedValues(parts);
  return insert.rows;
}

/** What MySQL would have stored is not what arrived. */
function changedValues({ target }: StagingParts): AiEtlError {
  return new AiEtlError(
    'VALUE_REJECTED',
    `Values for ${describeObject(target)} do not fit their types, or rows have another number of columns: MySQL would change them. Nothing was published.`,
  );
}

/** Off in MySQL 8 unless somebody turned it on. */
async function mayLoadLocal({ connection }: StagingParts): Promise<boolean> {
  const { rows } = await ask(connection, 'SELECT @@global.local_infile');
  return rows[0]?.[0] === '1';
}

function loadSql({ landing, landed }: StagingParts): string {
  const variable = (index: number): string => `@v${index}`;
  const list = landed.map((one, index) =>
    one.decode === undefined ? quoteName(one.name) : variable(index),
  );
  const assignments = landed.flatMap((one: StagedColumn, index) =>
    one.decode === undefined ? [] : [`${quoteName(one.name)} = ${decoded(one, variable(index))}`],
  );
  const set = assignments.length === 0 ? '' : ` SET ${assignments.join(', ')}`;
  return `LOAD DATA LOCAL INFILE 'rows' INTO TABLE ${quoteObject(landing)} CHARACTER SET utf8mb4 FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' (${list.join(', ')})${set}`;
}
