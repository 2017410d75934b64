import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createConnection } from 'mysql2/promise';
import { isMariadbTestable, startLocalMariadb } from '@ai-etl/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invariant, type ColumnType, type Schema } from '@ai-etl/core';
import { failure } from '../kit/contract/failure.ts';
import {
  append,
  columnsOf,
  copyQuery,
  loadText,
  openLab,
  openOptions,
  readRows,
  selectAll,
  stageTable,
  strict,
  type Lab,
} from '../kit/contract/lab.ts';
import { mysqlHarness } from '../testing/mysql-harness.ts';

describe.skipIf(!isMariadbTestable())('what MySQL would change silently', () => {
  let opened: Lab | undefined;
  const lab = (): Lab => {
    invariant(opened !== undefined, 'the lab is open while tests run');
    return opened;
  };
  beforeAll(async () => {
    opened = await openLab(mysqlHarness);
  });
  afterAll(() => opened?.close());

  const one = (type: ColumnType): Schema => [{ name: 'v', type, nullable: true }];

  it.each([
    ['float64', '-0'],
    ['float64', 'NaN'],
    ['float64', 'Infinity'],
    ['float64', '1e400'],
    ['float32', '-0'],
    ['float32', '1e39'],
    ['int8', '128'],
    ['int32', ''],
    ['int64', '1x'],
    ['bool', 'yes'],
    ['bytes', 'zz'],
    ['date', '2024-02-30'],
    ['date', '0000-00-00'],
    ['date', '10000-01-01'],
    ['date', '0044-03-15 BC'],
    ['timestamp', 'infinity'],
    ['time', '839:00:00'],
  ] as const)('%s from %j is refused, and says nothing of the row', async (kind, text) => {
    const name = `refused ${kind}`;
    const load = loadText(lab(), { name, columns: one({ kind }), text: `${text}\n` });
    const { error } = await failure(load);
    expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
    if (text !== '') expect(error.message).not.toContain(`'${text}'`);
  });

  it('widening a column keeps its default, comment and NOT NULL', async () => {
    const name = "widened ` 'kept";
    const table = mysqlHarness.words.quote(name);
    await lab().database.execute(
      `CREATE TABLE ${table} (\`odd \`\`,\` int unsigned NOT NULL DEFAULT 5 COMMENT 'it''s, (odd)', at timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), KEY (at))`,
    );
    const columns: Schema = [
      { name: 'odd `,', type: { kind: 'decimal', precision: 12, scale: 1 }, nullable: false },
      { name: 'at', type: { kind: 'timestamptz' }, nullable: false },
    ];
    const text = '7.5\t2026-01-01 00:00:00.123456\n';
    await loadText(lab(), { name, columns, text, write: append });
    const [row] = await lab().database.rows(`SHOW CREATE TABLE ${table}`);
    expect(row?.[1]).toMatch(/decimal\(20,1\) NOT NULL DEFAULT 5\.0 COMMENT 'it''s, \(odd\)'/);
    expect(row?.[1]).toMatch(/`at` timestamp\(6\) NOT NULL DEFAULT current_timestamp\(/i);
    expect(row?.[1]).toContain('KEY `at`');
  });

  it('decimals beyond the scale are refused, not rounded', async () => {
    const columns = one({ kind: 'decimal', precision: 5, scale: 2 });
    const { error } = await failure(loadText(lab(), { name: 'scale', columns, text: '1.234\n' }));
    expect(error.code).toBe('VALUE_REJECTED');
  });

  it('bytes that are no UTF-8 are refused as text', async () => {
    const { staging } = await stageTable(lab(), lab().session, {
      name: 'no text',
      columns: one({ kind: 'text' }),
    });
    const { signal } = new AbortController();
    const stream = Readable.from([Buffer.from([0xc3, 0x28, 0x0a])]);
    expect((await failure(staging.write(stream, signal))).error.code).toBe('VALUE_REJECTED');
    await staging.discard();
  });

  describe('in a source', () => {
    const read = (literal: string, native: string, fidelity = strict) => {
      const name = `source ${native}`;
      return async () => {
        const { database, session } = lab();
        await database.execute(`DROP TABLE IF EXISTS \`${name}\``);
        await database.execute(`CREATE TABLE \`${name}\` (v ${native} NULL)`);
        // As an application with an old sql_mode would have stored it.
        await database.execute(
          `SET STATEMENT sql_mode = '' FOR INSERT INTO \`${name}\` VALUES (${literal})`,
        );
        const columns = await columnsOf(lab(), name);
        const sql = selectAll(lab(), name);
        return readRows(session, { sql, columns, fidelity });
      };
    };

    it.each([
      ['2', 'tinyint(1)'],
      ["'0000-00-00'", 'date'],
      ["'2024-00-15'", 'date'],
      ["'2024-02-00 10:00:00'", 'datetime'],
      ["'0000-00-00 00:00:00'", 'timestamp'],
      ["'25:00:00'", 'time'],
      ["'-00:00:01'", 'time'],
    ])('%s of %s ends the read', async (literal, native) => {
      const { error } = await failure(read(literal, native)());
      expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
    });

    it.each([
      ["'0000-00-00'", 'date'],
      ["'2024-00-15'", 'date'],
      ["'0000-00-00 00:00:00'", 'timestamp'],
    ])('%s of %s becomes NULL where the policy says so', async (literal, native) => {
      const lenient = { ...strict, date_range: 'null' } as const;
      expect(await read(literal, native, lenient)()).toEqual([[null]]);
    });

    it('a number that is not of the declared type ends the read', async () => {
      const { session } = lab();
      const ask = (sql: string, type: ColumnType) => readRows(session, { sql, columns: one(type) });
      expect(await ask('SELECT 5.0 AS v', { kind: 'int32' })).toEqual([['5']]);
      expect(await ask('SELECT SUM(seq) AS v FROM seq_1_to_10', { kind: 'int64' })).toEqual([
        ['55'],
      ]);
      for (const sql of ['SELECT 5.5 AS v', 'SELECT 3000000000 AS v']) {
        const { error } = await failure(ask(sql, { kind: 'int32' }));
        expect(error.code).toBe('VALUE_REJECTED');
      }
    });
  });

  it('rows enter by INSERT, the same, where LOAD DATA LOCAL is forbidden', async () => {
    const text = 'a\\tb\\\\\\n\\f\\v\\r\'"\tt\t00ff\t1.50\n\\N\tf\t\\N\t\\N\n';
    const columns: Schema = [
      { name: 'word', type: { kind: 'text' }, nullable: true },
      { name: 'flag', type: { kind: 'bool' }, nullable: true },
      { name: 'data', type: { kind: 'bytes' }, nullable: true },
      { name: 'price', type: { kind: 'decimal', precision: 5, scale: 2 }, nullable: true },
    ];
    const read = (session: Lab['session'], name: string) =>
      readRows(session, { sql: selectAll(lab(), name), columns });
    await loadText(lab(), { name: 'by load', columns, text });
    await withForbiddingServer(lab(), async (own) => {
      await loadText(own, { name: 'by insert', columns, text });
      const refused = loadText(own, { name: 'by insert', columns, text: 'a\tt\t00\t1.234\n' });
      expect((await failure(refused)).error.code).toBe('VALUE_REJECTED');
      const rows = await read(own.session, 'by insert');
      expect(rows).toEqual(await read(lab().session, 'by load'));
      expect(rows).toEqual([
        ['a\tb\\\n\f\v\r\'"', 't', '00ff', '1.50'],
        [null, 'f', null, null],
      ]);
    });
  });

  it('a row of more than 16 MB is read and loaded whole', async () => {
    const columns = one({ kind: 'text' });
    const sql = "SELECT REPEAT('ä', 9000000) AS v";
    const receipt = await copyQuery(lab(), lab(), { sql, columns, name: 'long rows' });
    expect(receipt.rows).toBe(1n);
    expect(receipt.target).toEqual(receipt.source);
  });

  it('a row that the server cannot build ends the read', async () => {
    const sql = "SELECT REPEAT('x', 60000000) AS a, REPEAT('y', 60000000) AS b";
    const columns: Schema = ['a', 'b'].map((name) => ({
      name,
      type: { kind: 'text' },
      nullable: true,
    }));
    const { error } = await failure(readRows(lab().session, { sql, columns }));
    expect(error.code).toBe('VALUE_REJECTED');
    expect(error.message).toContain('max_allowed_packet');
  });
});

/** A server of its own: whether LOAD DATA LOCAL may be used is a setting for everybody on a server. */
async function withForbiddingServer(lab: Lab, use: (own: Lab) => Promise<void>): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'ai-etl-forbidding-'));
  await chmod(home, 0o755);
  const server = await startLocalMariadb({ home });
  try {
    const { host, port, user, password } = server;
    const admin = await createConnection({ host, port, user, password });
    await admin.query('CREATE DATABASE own CHARACTER SET utf8mb4');
    await admin.query('SET GLOBAL local_infile = 0');
    await admin.end();
    const settings = { ...lab.database.settings, host, port, user, password, database: 'own' };
    const session = await lab.connector.open(settings, openOptions({}));
    try {
      await use({ ...lab, session, database: { ...lab.database, settings, schema: 'own' } });
    } finally {
      await session.close();
    }
  } finally {
    await server.stop();
    await rm(home, { recursive: true, force: true });
  }
}
