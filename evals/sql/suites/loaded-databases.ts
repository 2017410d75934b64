import type { SuiteDatabase } from './suite.ts';

/** What a database of a suite is loaded from. */
export interface DatabaseScripts {
  readonly scripts: readonly string[];
  /** DDL whose comments the system does not keep. */
  readonly schemaDdl?: string;
  readonly timeoutMs: number;
}

/** Fresh databases of one system, loaded once each, dropped at the end. */
export interface LoadedDatabases {
  open(name: string, from: DatabaseScripts): Promise<SuiteDatabase>;
  close(): Promise<void>;
}
