import { constants, type DatabaseSync, type StatementSync } from 'node:sqlite';

/** Somebody's query that is refused before it runs. */
export class QueryTrouble extends Error {
  override readonly name = 'QueryTrouble';
}

const readingActions: ReadonlySet<number> = new Set([
  constants.SQLITE_SELECT,
  constants.SQLITE_READ,
  constants.SQLITE_FUNCTION,
  constants.SQLITE_RECURSIVE,
]);

/**
 * Prepares somebody's query: exactly one, which may read this database and nothing else. ATTACH would
 * reach other files of the machine, and PRAGMA change how the connection behaves.
 */
export function prepareQuery(database: DatabaseSync, sql: string): StatementSync {
  const text = `SELECT * FROM (${sql}\n) AS q`;
  database.setAuthorizer((action) =>
    readingActions.has(action) ? constants.SQLITE_OK : constants.SQLITE_DENY,
  );
  try {
    const statement = database.prepare(text);
    // SQLite prepares the first statement and says nothing of what follows.
    if (statement.sourceSQL !== text) throw new QueryTrouble('more than one statement');
    statement.setReturnArrays(true);
    statement.setReadBigInts(true);
    return statement;
  } finally {
    database.setAuthorizer(null);
  }
}
