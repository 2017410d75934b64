import type { ConnectionSettings, Connector, ConnectorSession } from '@ai-etl/core';

/** What the contract suite needs to know of a real server. */
export interface ConnectorHarness {
  readonly connector: Connector;
  /** A fresh, empty database with every right. Needs the fields `host` and `port`. */
  readonly settings: ConnectionSettings;
  /** Settings that only differ in an account without rights, or why there is none. */
  readonly unprivileged: ConnectionSettings | { readonly reason: string };
  /** Setting that names the database, so that the suite can name one that does not exist. */
  readonly databaseField: string;
  /** An identifier in the system's SQL. */
  quote(name: string): string;
  /** A query of `rows` rows with one integer column `n`, fast to start, costly to finish. */
  longQuery(rows: number): string;
  /** A query that fails after it has sent rows. */
  failingQuery: string;
  /** How many statements of connections opened with this label are running now. */
  activeStatements(label: string): Promise<number>;
  /** Number of connections' staging tables in the database, ours included. */
  workTables(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Opens a session the way the suite does everywhere. */
export function openSession(
  harness: ConnectorHarness,
  settings: ConnectionSettings = harness.settings,
  label = 'ai-etl contract',
): Promise<ConnectorSession> {
  return harness.connector.open(settings, { label, connectTimeoutMs: 10_000 });
}

/** True for a harness that has an account without rights. */
export function isSettings(
  value: ConnectionSettings | { readonly reason: string },
): value is ConnectionSettings {
  return !('reason' in value);
}
