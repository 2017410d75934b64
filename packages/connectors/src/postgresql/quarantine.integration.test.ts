import { invariant, type Column, type ColumnType } from '@ai-etl/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { append, loadText, openLab, type Lab } from '../kit/contract/lab.ts';
import { quarantineName } from '../kit/quarantine/misfits.ts';
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

/** Native type of the target, what arrives, values that fit, values that do not. */
const cases: readonly (readonly [
  string,
  ColumnType['kind'],
  readonly string[],
  readonly string[],
])[] = [
  ['varchar(3)', 'text', ['äöü', ''], ['abcd']],
  ['char(2)', 'text', ['ab'], ['abc']],
  ['mood', 'text', ["it's ok"], ['sad']],
  ['inet', 'text', ['10.0.0.1/8'], ['10.0.0']],
  ['jsonb', 'text', ['{"a": [1]}', 'null'], ['{"a": ', '']],
  ['boolean', 'text', ['t', 'FALSE'], ['yes', '1']],
  ['uuid', 'text', ['6f9619ff-8b86-d011-b42d-00cf4fc964ff'], ['6f9619ff']],
  ['real', 'text', ['1e5', '-0.5'], ['1e99', 'NaN', '0x1p3']],
  ['smallint', 'text', ['-32768', '007'], ['32768', '1_000', '0x10', ' 1']],
  ['numeric(4,2)', 'text', ['99.99', '1.5000'], ['100', '1.555']],
  [
    'timestamp(3)',
    'text',
    ['2024-02-29T10:00', '2024-01-01 10:00:00.123000'],
    ['2023-02-29 10:00', '2024-01-01 10:00:00.123400', 'now', 'infinity'],
  ],
  [
    'timestamptz',
    'text',
    ['2024-01-01 10:00:00+05:30', '2024-01-01 10:00Z'],
    ['2024-01-01 10:00 Europe/Berlin', '2024-13-01 10:00'],
  ],
  ['time(0)', 'text', ['10:00:01'], ['10:00:01.5', '24:30']],
  ['timestamp(0)', 'timestamp', ['2024-01-01 10:00:00.000000'], ['2024-01-01 10:00:00.500000']],
  ['integer', 'float64', ['5', '-2147483648'], ['5.5', '2147483648', 'NaN', 'Infinity']],
  ['numeric(6,1)', 'float64', ['0.1', '12345.5'], ['0.15', '123456']],
  ['real', 'float64', ['0.5'], ['0.1', '1e300']],
  ['smallint', 'int64', ['32767'], ['32768']],
];

it('a value fits when it stays the very same, and no other does', async () => {
  const name = 'tested types';
  const { execute, rows } = lab().database;
  await execute("CREATE TYPE mood AS ENUM ('it''s ok', 'fine')");
  const definitions = cases.map(([native], index) => `c${index} ${native}`).join(', ');
  await execute(`CREATE TABLE "${name}" (id bigint NOT NULL, ${definitions})`);
  const columns: readonly Column[] = [
    { name: 'id', type: { kind: 'int64' }, nullable: false },
    ...cases.map(([, kind], index) => {
      invariant(
        kind === 'text' || kind === 'timestamp' || kind === 'float64' || kind === 'int64',
        'a plain type arrives',
      );
      return { name: `c${index}`, type: { kind }, nullable: true } as const;
    }),
  ];
  const lines = cases.flatMap(([, , fits, misfits], at) =>
    [...fits, ...misfits].map((value) =>
      cases.map((_, index) => (index === at ? value.replaceAll('\\', '\\\\') : '\\N')).join('\t'),
    ),
  );
  const text = lines.map((line, index) => `${index}\t${line}\n`).join('');
  await loadText(lab(), { name, columns, text, write: append, contract: 'discard' });
  const apart = await rows(
    `SELECT column_name, row_json::json->>column_name FROM ${quarantineName} ORDER BY row_json::json->>'id'`,
  );
  const wanted = cases.flatMap(([, , , misfits], index) =>
    misfits.map((value) => `c${index} ${value}`),
  );
  expect(
    apart
      .map(
        ([column, value]) =>
          `${column} ${(value ?? '').replace('T10:00:00.5', ' 10:00:00.500000').replace('1e+300', '1e300')}`,
      )
      .toSorted(),
  ).toEqual(wanted.toSorted());
  const [count] = await rows(`SELECT count(*) FROM "${name}"`);
  expect(count).toEqual([String(lines.length - wanted.length)]);
});
