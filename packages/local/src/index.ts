export {
  startEmbeddedPostgres,
  stopEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './postgres/start-embedded-postgres.ts';
export { createDatabase, dropDatabase } from './postgres/connection.ts';
export {
  CLICKHOUSE_USER,
  startLocalClickHouse,
  stopLocalClickHouse,
  WAREHOUSE_DATABASE,
  type LocalClickHouse,
  type LocalClickHouseOptions,
} from './clickhouse/start-local-clickhouse.ts';
export {
  startLocalServers,
  type LocalServers,
  type LocalServersOptions,
} from './start-local-servers.ts';
export {
  isMariadbTestable,
  startLocalMariadb,
  stopLocalMariadb,
  type LocalMariadb,
  type LocalMariadbOptions,
} from './mariadb/start-local-mariadb.ts';
export { findMariadb, MARIADB_PACKAGE } from './mariadb/binaries.ts';
export { chooseFreePort } from './process/port.ts';
export type { ServerEvent } from './process/supervisor.ts';
export {
  acquireTestServers,
  stopTestServers,
  type TestClickHouseDatabase,
  type TestMariadbDatabase,
  type TestPostgresDatabase,
  type TestServers,
} from './test-servers.ts';
export {
  loadSampleDatabase,
  type SampleDatabase,
  type SampleOptions,
} from './sample/load-sample.ts';
export { startModelPeer, type ModelPeer } from './model-peer/start-model-peer.ts';
export type { PeerBehaviour } from './model-peer/behaviour.ts';
