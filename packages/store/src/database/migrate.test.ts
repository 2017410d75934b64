import { describe, expect, it } from 'vitest';
import { pendingMigrations, readMigrations, type Migration } from './migrate.ts';
import { createHash } from 'node:crypto';

const one: Migration = { name: '0001_one', sql: 'select 1' };
const two: Migration = { name: '0002_two', sql: 'select 2' };
const recorded = ({ name, sql }: Migration) => ({
  name,
  hash: createHash('sha256').update(sql).digest('hex'),
});

describe('pending migrations', () => {
  it('are those not recorded yet', () => {
    expect(pendingMigrations([one, two], [])).toEqual([one, two]);
    expect(pendingMigrations([one, two], [recorded(one)])).toEqual([two]);
    expect(pendingMigrations([one, two], [recorded(one), recorded(two)])).toEqual([]);
  });

  it('refuse a database of a newer version, naming what is unknown', () => {
    expect(() => pendingMigrations([one], [recorded(one), recorded(two)])).toThrow(
      /newer version of AI-ETL \(0002_two is unknown here\)/,
    );
  });

  it('refuse a file that was changed after it was applied', () => {
    expect(() => pendingMigrations([{ ...one, sql: 'select 3' }], [recorded(one)])).toThrow(
      /0001_one was changed after it had been applied/,
    );
  });

  it('do not mind other line ends', () => {
    const lines: Migration = { name: '0001_one', sql: 'select\n1' };
    const windows: Migration = { name: '0001_one', sql: 'select\r\n1' };
    expect(pendingMigrations([windows], [recorded(lines)])).toEqual([]);
  });

  it('refuse a number that comes too late', () => {
    expect(() => pendingMigrations([one, two], [recorded(two)])).toThrow(/Give it the next number/);
  });
});

describe('the migrations of this version', () => {
  it('are numbered without gaps', async () => {
    const names = (await readMigrations()).map((migration) => migration.name);
    expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, at) => at + 1));
  });
});
