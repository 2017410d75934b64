import { invariant } from '@ai-etl/core';
import { isMariadbTestable } from '@ai-etl/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { append, loadText, openLab, type Lab } from '../kit/contract/lab.ts';
import { expectedOf, loadTested, type TestedType } from '../kit/contract/tested-types.ts';
import { mysqlHarness } from '../testing/mysql-harness.ts';

const text = { kind: 'text' } as const;
const float64 = { kind: 'float64' } as const;
// prettier-ignore
const cases: readonly TestedType[] = [
  { native: 'varchar(3)', arrives: text, fits: ['äöü', '', 'a  '], misfits: ['abcd', 'abc '] },
  { native: 'char(3) CHARACTER SET utf8mb4', arrives: text, fits: ['ab'], misfits: ['abcd', 'a '] },
  { native: 'tinytext', arrives: text, fits: ['ä'.repeat(127)], misfits: ['ä'.repeat(128)] },
  { native: "enum('it''s ok','fine')", arrives: text, fits: ["it's ok"], misfits: ['FINE', 'fine ', '1', ''] },
  { native: 'uuid', arrives: text, fits: ['6f9619ff-8b86-d011-b42d-00cf4fc964ff'], misfits: ['6f9619ff'] },
  { native: 'tinyint(1)', arrives: text, fits: ['t', 'FALSE'], misfits: ['yes', '1', 't\\n'] },
  { native: 'smallint', arrives: text, fits: ['-32768', '007', '+5', `${'0'.repeat(90)}5`], misfits: ['32768', '12abc', '1_000', '0x10', ' 1', '1\\n', '', '1.5'] },
  { native: 'int unsigned', arrives: text, fits: ['4294967295'], misfits: ['4294967296', '-1'] },
  { native: 'bigint', arrives: text, fits: ['-9223372036854775808'], misfits: ['9223372036854775808', '99999999999999999999'] },
  { native: 'bigint unsigned', arrives: text, fits: ['18446744073709551615'], misfits: ['18446744073709551616', '-1'] },
  { native: 'decimal(4,2)', arrives: text, fits: ['99.99', '-1.5000', `${'0'.repeat(90)}1.2`], misfits: ['100', '1.555', '1e1', '.5'] },
  { native: 'decimal(4,2) unsigned', arrives: text, fits: ['1.5', '0'], misfits: ['-1.5'] },
  { native: 'float', arrives: text, fits: ['1e5', '-0.5', '3.4028234663852886e38', '0e999'], misfits: ['1e39', 'NaN', '-0', '0x1p3', '1e-60'] },
  { native: 'double', arrives: text, fits: ['1.7e308', '-1e-300', '0.1', `0.${'0'.repeat(99)}1e400`, '0'], misfits: ['1e309', '1e999', '1e-999', '-0.0e7', '1e', 'infinity'] },
  { native: 'date', arrives: text, fits: ['2024-02-29', '0001-01-01', '9999-12-31'], misfits: ['2023-02-29', '0000-01-01', '2024-00-10', 'today', '2024-1-1', '20240101'] },
  { native: 'time(1)', arrives: text, fits: ['10:00', '10:00:01.5000000000'], misfits: ['10:00:01.55', '24:30', '839:00:00'] },
  { native: 'datetime(3)', arrives: text, fits: ['2024-02-29T10:00', '2024-01-01 10:00:00.12300000', '9999-12-31 23:59:59.999'], misfits: ['2023-02-29 10:00', '2024-01-01 10:00:00.1234', '9999-12-31 23:59:59.9999', '2024-01-01 25:00', 'now', '2024-01-01'] },
  { native: 'timestamp(3) NULL', arrives: text, fits: ['2024-01-01 10:00:00+05:30', '2024-01-01 10:00Z', '2024-01-01 10:00', '2024-01-01T10:00+0530', '2024-01-01 10:00:00-05', '2038-01-19 05:14:07+02'], misfits: ['2024-01-01 10:00 Europe/Berlin', '2024-13-01 10:00', '2038-01-19 05:14:08+02', '1969-12-31 23:00', '9999-12-31 23:00-05', '2024-01-01 10:00:00.1234Z'] },
  { native: 'timestamp(6) NULL', arrives: { kind: 'timestamptz' }, fits: ['2024-01-01 10:00:00.000001'], misfits: ['2039-01-01 00:00:00.000000', '1960-01-01 00:00:00.000000'] },
  { native: 'datetime', arrives: { kind: 'timestamp' }, fits: ['2024-01-01 10:00:00.000000'], misfits: ['2024-01-01 10:00:00.500000'] },
  { native: 'time', arrives: { kind: 'time' }, fits: ['10:00:00.000000'], misfits: ['10:00:00.500000'] },
  { native: 'int', arrives: float64, fits: ['5', '-2147483648'], misfits: ['5.5', '2147483648', '1e300'] },
  { native: 'bigint', arrives: float64, fits: ['1152921504606846976', '-9223372036854775808'], misfits: ['9223372036854775808'] },
  { native: 'decimal(6,1)', arrives: float64, fits: ['0.1', '12345.5'], misfits: ['0.15', '123456', '99999.96', '1e-9'] },
  { native: 'decimal(3,2)', arrives: { kind: 'float32' }, fits: ['0.1'], misfits: ['0.125', '10'] },
  { native: 'float', arrives: float64, fits: ['0.5'], misfits: ['0.1', '1e300'] },
  { native: 'mediumint', arrives: { kind: 'int32' }, fits: ['8388607'], misfits: ['8388608'] },
  { native: 'tinyint unsigned', arrives: { kind: 'int8' }, fits: ['127'], misfits: ['-1'] },
  { native: 'decimal(3,0)', arrives: { kind: 'int64' }, fits: ['-999'], misfits: ['1000', '-9223372036854775808'] },
  { native: 'tinyint', arrives: { kind: 'decimal', precision: 20, scale: 2 }, fits: ['127.00'], misfits: ['128.00', '1.50'] },
  { native: 'varbinary(2)', arrives: { kind: 'bytes' }, fits: ['00ff'], misfits: ['00ff00'] },
];

describe.skipIf(!isMariadbTestable())('rows that MySQL would change', () => {
  let opened: Lab | undefined;
  const lab = (): Lab => {
    invariant(opened !== undefined, 'the lab is open while tests run');
    return opened;
  };
  beforeAll(async () => {
    opened = await openLab(mysqlHarness);
  });
  afterAll(() => opened?.close());

  it('a value fits when it stays the very same, and no other does', async () => {
    expect(await loadTested(lab(), cases)).toEqual(expectedOf(cases));
    const [kept] = await lab().database.rows(
      `SELECT GROUP_CONCAT(c${cases.findIndex((one) => one.native.startsWith('timestamp(3)'))} ORDER BY id) FROM \`tested types\``,
    );
    expect(kept?.[0]?.split(',')).toEqual([
      '2024-01-01 04:30:00.000',
      '2024-01-01 10:00:00.000',
      '2024-01-01 10:00:00.000',
      '2024-01-01 04:30:00.000',
      '2024-01-01 15:00:00.000',
      '2038-01-19 03:14:07.000',
    ]);
  });

  it('keeps rows of every type as JSON, and counts in a ledger that could not', async () => {
    const { database } = lab();
    const name = 'kept whole';
    await database.execute('ALTER TABLE _ai_etl_publications DROP COLUMN quarantined_rows');
    await database.execute(`CREATE TABLE \`${name}\` (n int, flag tinyint(1), data longblob)`);
    const publication = await loadText(lab(), {
      name,
      columns: [
        { name: 'n', type: text, nullable: true },
        { name: 'flag', type: { kind: 'bool' }, nullable: true },
        { name: 'data', type: { kind: 'bytes' }, nullable: true },
      ],
      text: 'x"\\\\\tt\t00ff\n1\t\\N\t\\N\ny\t\\N\t\\N\n',
      write: append,
      contract: 'discard',
    });
    expect(publication.quarantinedRows).toBe('2');
    const rows = await database.rows(
      `SELECT row_json FROM _ai_etl_quarantine WHERE target = '${name}' ORDER BY row_json`,
    );
    expect(rows.map(([json]) => JSON.parse(json ?? ''))).toEqual([
      { n: 'x"\\', flag: true, data: '00ff' },
      { n: 'y', flag: null, data: null },
    ]);
  });
});
