import { invariant } from '@ai-etl/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLab, type Lab } from '../kit/contract/lab.ts';
import { expectedOf, loadTested, type TestedType } from '../kit/contract/tested-types.ts';
import { postgresqlHarness } from '../testing/postgresql-harness.ts';

let opened: Lab | undefined;
const lab = (): Lab => {
  invariant(opened !== undefined, 'the lab is open while tests run');
  return opened;
};
beforeAll(async () => {
  opened = await openLab(postgresqlHarness);
});
afterAll(() => opened?.close());

const text = { kind: 'text' } as const;
const float64 = { kind: 'float64' } as const;
// prettier-ignore
const cases: readonly TestedType[] = [
  { native: 'varchar(3)', arrives: text, fits: ['äöü', ''], misfits: ['abcd'] },
  { native: 'char(2)', arrives: text, fits: ['ab'], misfits: ['abc'] },
  { native: 'name', arrives: text, fits: ['x'.repeat(63), 'ü'.repeat(31), ''], misfits: ['x'.repeat(64), 'ü'.repeat(32), 'x'.repeat(63) + ' '] },
  { native: '"char"', arrives: text, fits: ['a', ''], misfits: ['ab', 'ü', '\\\\101'] },
  { native: 'mood', arrives: text, fits: ["it's ok"], misfits: ['sad'] },
  { native: 'inet', arrives: text, fits: ['10.0.0.1/8'], misfits: ['10.0.0'] },
  { native: 'jsonb', arrives: text, fits: ['{"a": [1]}', 'null'], misfits: ['{"a": ', ''] },
  { native: 'boolean', arrives: text, fits: ['t', 'FALSE'], misfits: ['yes', '1'] },
  { native: 'uuid', arrives: text, fits: ['6f9619ff-8b86-d011-b42d-00cf4fc964ff'], misfits: ['6f9619ff'] },
  { native: 'real', arrives: text, fits: ['1e5', '-0.5'], misfits: ['1e99', 'NaN', '0x1p3'] },
  { native: 'smallint', arrives: text, fits: ['-32768', '007'], misfits: ['32768', '1_000', '0x10', ' 1'] },
  { native: 'numeric(4,2)', arrives: text, fits: ['99.99', '1.5000'], misfits: ['100', '1.555'] },
  { native: 'numeric(5,-2)', arrives: text, fits: ['1200'], misfits: ['1250'] },
  { native: 'numeric(4,-1)', arrives: { kind: 'int16' }, fits: ['1250'], misfits: ['1255'] },
  { native: 'timestamp(3)', arrives: text, fits: ['2024-02-29T10:00', '2024-01-01 10:00:00.123000'], misfits: ['2023-02-29 10:00', '2024-01-01 10:00:00.123400', 'now', 'infinity'] },
  { native: 'timestamptz', arrives: text, fits: ['2024-01-01 10:00:00+05:30', '2024-01-01 10:00Z'], misfits: ['2024-01-01 10:00 Europe/Berlin', '2024-13-01 10:00'] },
  { native: 'time(0)', arrives: text, fits: ['10:00:01'], misfits: ['10:00:01.5', '24:30'] },
  { native: 'timestamp(0)', arrives: { kind: 'timestamp' }, fits: ['2024-01-01 10:00:00.000000'], misfits: ['2024-01-01 10:00:00.500000'] },
  { native: 'integer', arrives: float64, fits: ['5', '-2147483648'], misfits: ['5.5', '2147483648', 'NaN', 'Infinity'] },
  { native: 'numeric(6,1)', arrives: float64, fits: ['0.1', '12345.5'], misfits: ['0.15', '123456'] },
  { native: 'float4', arrives: float64, fits: ['0.5'], misfits: ['0.1', '1e300'] },
  { native: 'int2', arrives: { kind: 'int64' }, fits: ['32767'], misfits: ['32768'] },
];

it('a value fits when it stays the very same, and no other does', async () => {
  await lab().database.execute("CREATE TYPE mood AS ENUM ('it''s ok', 'fine')");
  expect(await loadTested(lab(), cases)).toEqual(expectedOf(cases));
});
