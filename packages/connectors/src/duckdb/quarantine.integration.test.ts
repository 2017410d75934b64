import { invariant } from '@ai-etl/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLab, type Lab } from '../kit/contract/lab.ts';
import { expectedOf, loadTested, type TestedType } from '../kit/contract/tested-types.ts';
import { duckdbHarness } from '../testing/duckdb-harness.ts';

let opened: Lab | undefined;
const lab = (): Lab => {
  invariant(opened !== undefined, 'the lab is open while tests run');
  return opened;
};
beforeAll(async () => {
  opened = await openLab(duckdbHarness);
});
afterAll(() => opened?.close());

const text = { kind: 'text' } as const;
const float64 = { kind: 'float64' } as const;
// prettier-ignore
const cases: readonly TestedType[] = [
  { native: "ENUM('ok', 'fine')", arrives: text, fits: ['ok'], misfits: ['sad'] },
  { native: 'JSON', arrives: text, fits: ['{"a": [1]}', 'null'], misfits: ['{"a": ', ''] },
  { native: 'BOOLEAN', arrives: text, fits: ['t', 'FALSE'], misfits: ['yes', '1'] },
  { native: 'UUID', arrives: text, fits: ['6f9619ff-8b86-d011-b42d-00cf4fc964ff'], misfits: ['6f9619ff'] },
  { native: 'FLOAT', arrives: text, fits: ['1e5', '-0.5'], misfits: ['1e99', 'nan', '0x1p3'] },
  { native: 'SMALLINT', arrives: text, fits: ['-32768', '007'], misfits: ['32768', '1_000', '0x10', ' 1', ''] },
  { native: 'UTINYINT', arrives: text, fits: ['255'], misfits: ['256', '-1'] },
  { native: 'DECIMAL(4,2)', arrives: text, fits: ['99.99', '1.5000'], misfits: ['100', '1.555'] },
  { native: 'DATE', arrives: text, fits: ['2024-02-29', '0001-01-01'], misfits: ['2023-02-29', 'today'] },
  { native: 'TIMESTAMP_MS', arrives: text, fits: ['2024-02-29T10:00', '2024-01-01 10:00:00.123000'], misfits: ['2023-02-29 10:00', '2024-01-01 10:00:00.123400', 'now', 'infinity'] },
  { native: 'TIMESTAMPTZ', arrives: text, fits: ['2024-01-01 10:00:00+05:30', '2024-01-01 10:00Z', '2024-01-01 10:00', '2024-01-01T10:00+0530', '2024-01-01 10:00:00-05'], misfits: ['2024-01-01 10:00 Europe/Berlin', '2024-13-01 10:00'] },
  { native: 'TIMESTAMP_S', arrives: { kind: 'timestamp' }, fits: ['2024-01-01 10:00:00.000000'], misfits: ['2024-01-01 10:00:00.500000'] },
  { native: 'INTEGER', arrives: float64, fits: ['5', '-2147483648'], misfits: ['5.5', '2147483648', 'NaN', 'Infinity'] },
  { native: 'DECIMAL(6,1)', arrives: float64, fits: ['0.1', '12345.5'], misfits: ['0.15', '123456'] },
  { native: 'TINYINT', arrives: { kind: 'decimal', precision: 20, scale: 2 }, fits: ['127.00'], misfits: ['128.00', '1.50'] },
];

it('a value fits when it stays the very same, and no other does', async () => {
  expect(await loadTested(lab(), cases)).toEqual(expectedOf(cases));
});
