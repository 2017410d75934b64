import { Kysely, PostgresDialect, type DatabaseConnection } from 'kysely';
import type { Pool } from 'pg';
import { translateDatabaseError } from './database-error.ts';
import type { AllTables } from './schema.ts';

/** Name of the schema that holds our tables. */
export const schemaName = 'ai_etl';

/** Our tables on a pool. Every error that leaves here is worded and holds no row data. */
export function openKysely(pool: Pool): Kysely<AllTables> {
  const dialect = new PostgresDialect({
    pool: {
      options: pool.options,
      connect: () =>
        pool.connect().catch((error: unknown) => {
          throw translateDatabaseError(error);
        }),
      end: () => pool.end(),
    },
    onCreateConnection: translateErrorsOf,
  });
  return new Kysely<AllTables>({ dialect }).withSchema(schemaName);
}

function translateErrorsOf(connection: DatabaseConnection): Promise<void> {
  const execute = connection.executeQuery.bind(connection);
  connection.executeQuery = async (...query) => {
    try {
      return await execute(...query);
    } catch (error) {
      throw translateDatabaseError(error);
    }
  };
  return Promise.resolve();
}
