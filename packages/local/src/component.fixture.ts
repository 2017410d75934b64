import { findAddon } from './clickhouse/server/native-engine.ts';

/**
 * Whether tests of the local ClickHouse can run. Without chdb they fail in CI (true, and the
 * start says what is missing) and are skipped elsewhere, with the reason printed.
 */
export function isClickHouseTestable(): boolean {
  if (findAddon() !== undefined) return true;
  process.stderr.write('Skipped: the optional npm package chdb is not installed.\n');
  return process.env['CI'] !== undefined;
}
