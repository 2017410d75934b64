import type { LocalMariadb, LocalServers } from '@ai-etl/local';
import type { Stack } from '../stack.ts';

/** Where cases run. */
export interface RouteWorld {
  readonly stack: Stack;
  readonly servers: LocalServers;
  readonly mariadb: LocalMariadb;
  /** `postgresql://` of the database that holds `bench_orders`, with its rows. */
  readonly postgresUrl: string;
  readonly rows: number;
  /** Folder of the installation whose files connections may use. */
  readonly files: string;
}

/** How strictly a run compares source and target. */
export const verifyModes = ['counts', 'checksums'] as const;
export type VerifyMode = (typeof verifyModes)[number];

/** One way of rows through the product, beside the same by hand. */
export interface RouteCase {
  readonly name: string;
  /** Programs of the hand-written ways, each with its Debian package. */
  readonly programs: Readonly<Record<string, string>>;
  /** Makes the sources, with `world.rows` rows in the large one. */
  prepare(world: RouteWorld): Promise<PreparedCase>;
}

/** A case whose sources are there. */
export interface PreparedCase {
  /** Pipeline, all of whose rows end in its target. */
  readonly pipelines: Readonly<Record<VerifyMode, string>>;
  /** Hand-written ways by name: each takes the rows into a fresh table, and answers its seconds. */
  readonly byHand: Readonly<Record<string, () => Promise<number>>>;
}
