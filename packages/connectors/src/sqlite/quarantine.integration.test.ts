import { invariant } from '@ai-etl/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLab, type Lab } from '../kit/contract/lab.ts';
import { expectedOf, loadTested, type TestedType } from '../kit/contract/tested-types.ts';
import { sqliteHarness } from '../testing/sqlite-harness.ts';

let opened: Lab | undefined;
const lab = (): Lab => {
  invariant(opened !== undefined, 'the lab is open while tests run');
  return opened;
};
beforeAll(async () => {
  opened = await openLab(sqliteHarness);
});
afterAll(() => opened?.close());

const text = { kind: 'text' } as const;
const float64 = { kind: 'float64' } as const;
// prettier-ignore
const cases: readonly TestedType[] = [
  { native: 'BOOLEAN', arrives: text, fits: ['t', 'FALSE'], misfits: ['yes', '1', 't\\n'] },
  { native: 'UUID', arrives: text, fits: ['6F9619FF-8b86-d011-b42d-00cf4fc964ff'], misfits: ['6f9619ff'] },
  { native: 'INT', arrives: text, fits: ['-9223372036854775808', '007'], misfits: ['9223372036854775808', '12abc', '1_000', '0x10', ' 1', '1\\n', '', '1.0'] },
  { native: 'REAL', arrives: text, fits: ['1e5', '-0.5'], misfits: ['1e999', 'NaN', '-0', '1e-999'] },
  { native: 'DECIMAL(6,2)', arrives: text, fits: ['99.99', '-1.5000'], misfits: ['10000', '1.555'] },
  { native: 'DECIMAL_TEXT(20,2)', arrives: text, fits: ['123456789012345678.99'], misfits: ['1.999'] },
  { native: 'NUMERIC(20,2)', arrives: text, fits: ['1234567890123.45'], misfits: ['123456789012345678.99'] },
  { native: 'DATE', arrives: text, fits: ['2024-02-29'], misfits: ['2023-02-29', 'today'] },
  { native: 'TIME', arrives: text, fits: ['10:00'], misfits: ['24:30'] },
  { native: 'TIMESTAMP', arrives: text, fits: ['2024-02-29T10:00', '2024-01-01 10:00:00.123'], misfits: ['2023-02-29 10:00', 'now'] },
  { native: 'TIMESTAMPTZ', arrives: text, fits: ['2024-01-01 10:00:00+05:30', '2024-01-01 10:00Z'], misfits: ['2024-01-01 10:00 Europe/Berlin', '9999-12-31 23:00-02'] },
  { native: 'JSON_TEXT', arrives: text, fits: ['{"a": [1]}', 'null'], misfits: ['{"a": ', ''] },
  { native: 'INTEGER', arrives: float64, fits: ['5', '-2147483648'], misfits: ['5.5', '9223372036854775808', 'Infinity'] },
  { native: 'DECIMAL(7,1)', arrives: float64, fits: ['0.1', '12345.5'], misfits: ['0.15', '1234567'] },
  { native: 'BIGINT', arrives: { kind: 'decimal', precision: 22, scale: 2 }, fits: ['127.00'], misfits: ['99999999999999999999.00', '1.50'] },
  { native: 'DECIMAL(3,0)', arrives: { kind: 'int64' }, fits: ['-999'], misfits: ['1000'] },
];

it('a value fits when it stays the very same, and no other does', async () => {
  expect(await loadTested(lab(), cases)).toEqual(expectedOf(cases));
  const [kept] = await lab().database.rows(
    `SELECT group_concat(c10, ', ') FROM (SELECT c10 FROM "tested types" WHERE c10 IS NOT NULL ORDER BY id)`,
  );
  expect(kept).toEqual(['2024-01-01 04:30:00.000000, 2024-01-01 10:00:00.000000']);
});
