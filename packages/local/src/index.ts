export {
  startEmbeddedPostgres,
  stopEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './postgres/start-embedded-postgres.ts';
export { createDatabase, dropDatabase } from './postgres/connection.ts';
export type { ServerEvent } from './process/supervisor.ts';
