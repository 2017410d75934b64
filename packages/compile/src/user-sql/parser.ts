import type * as Polyglot from '@polyglot-sql/sdk';
import { invariant } from '@ai-etl/core';

let loaded: typeof Polyglot | undefined;

/**
 * Loads the parser of user-written SQL, once per process; it takes some 115 MB, so that only who
 * compiles steps of op `sql` calls this, before compiling.
 */
export async function loadUserSqlParser(): Promise<void> {
  loaded ??= await import('@polyglot-sql/sdk');
}

/** The parser, which has been loaded. */
export function userSqlParser(): typeof Polyglot {
  invariant(loaded !== undefined, 'loadUserSqlParser comes before compiling steps of SQL');
  return loaded;
}
