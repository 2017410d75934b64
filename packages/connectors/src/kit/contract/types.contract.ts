import { hasErrors, printColumnType, type Schema, type TablePlan, type Write } from '@ai-etl/core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ContractHarness } from './harness.ts';
import {
  anyLayout,
  columnsOf,
  copyQuery,
  lookUp,
  readRows,
  replace,
  selectAll,
  strict,
  type CopyReceipt,
  type Lab,
} from './lab.ts';

type Rows = readonly (readonly (string | null)[])[];

const table = 'all types';

/**
 * Each type: what the catalog calls it, what the wire carries, and a round trip of every value.
 * All types are columns of one table, so that the suite moves three tables and not three hundred.
 */
export function typesContract(harness: ContractHarness, lab: () => Lab): void {
  const samples = harness.samples.map((sample, index) => ({ ...sample, column: `v${index}` }));

  beforeAll(() => createTables(harness, lab()));

  it('reads a sample and a description of every type', async () => {
    const sql = selectAll(lab(), table);
    const sample = await lab().session.sample({ sql, limit: 2, timeoutMs: 10_000 });
    expect(sample.truncated).toBe(true);
    expect(sample.rows.map((row) => row.length)).toEqual(
      [0, 1].map(() => harness.samples.length + 1),
    );
    const types = (schema: Schema): readonly string[] =>
      schema.map((one) => printColumnType(one.type));
    const known = types(await columnsOf(lab(), table));
    expect(types(sample.columns)).toEqual(known);
    expect(types(await lab().session.describe(sql))).toEqual(known);
  });

  describe('a table of every type', () => {
    let columns: Schema;
    let rows: Rows;
    beforeAll(async () => {
      columns = await columnsOf(lab(), table);
      rows = await readRows(lab().session, { sql: selectAll(lab(), table), columns });
    });

    it.each(samples)('is read: $native as $logical', ({ column, logical, values }) => {
      const found = columns.find((one) => one.name === column);
      expect(found && printColumnType(found.type)).toBe(logical);
      expect(valuesOf(rows, columns, column)).toEqual(values.map(([, wire]) => wire));
    });
  });

  describe('a new table for every type', () => {
    let outcome: Outcome;
    beforeAll(async () => {
      outcome = await copyWhatFits(lab(), `copy of ${table}`);
    });

    it.each(samples)('keeps $native', ({ column, values, writable = true }) => {
      expect(outcome.columns.some((one) => one.name === column)).toBe(writable);
      if (writable) expectKept(outcome, column, values);
    });
  });

  const { writeModes, inTarget = false } = harness.connector.spec.capabilities;
  it.skipIf(!inTarget)(
    'values of every type stay the same when the server fills its own table (skipped without inTarget)',
    async () => {
      const streamed = await copyWhatFits(lab(), `streamed ${table}`);
      const filled = await copyWhatFits(lab(), `filled ${table}`, replace, true);
      expect(filled.columns).toEqual(streamed.columns);
      expect(filled.rows.toSorted(byText)).toEqual(streamed.rows.toSorted(byText));
      expect(filled.receipt.target).toEqual(streamed.receipt.target);
      expect(filled.receipt.target).toEqual(filled.receipt.source);
    },
  );

  it.skipIf(!writeModes.includes('scd2'))(
    'values of every type are equal to themselves in a history (skipped without mode scd2)',
    async () => {
      const write: Write = { mode: 'scd2', keys: ['k'], on_delete: 'delete' };
      const first = await copyWhatFits(lab(), `history of ${table}`, write);
      const again = await copyWhatFits(lab(), `history of ${table}`, write);
      expect(again.receipt.publication).toMatchObject({ updatedRows: '0', deletedRows: '0' });
      expect(again.columns).toEqual(first.columns);
      expect(again.rows).toHaveLength(Number(again.receipt.rows));
    },
  );

  describe('an existing table of the same types', () => {
    let outcome: Outcome;
    beforeAll(async () => {
      outcome = await copyWhatFits(lab(), `twin of ${table}`);
    });

    it.each(samples)('keeps $native or refuses it', ({ column, values }) => {
      // Refusing before anything runs is honest; accepting and changing a value is not.
      if (outcome.columns.some((one) => one.name === column)) {
        expectKept(outcome, column, values);
      } else {
        expect(hasErrors(outcome.refused.filter((one) => one.path.endsWith(`.${column}`)))).toBe(
          true,
        );
      }
    });
  });
}

interface Outcome {
  readonly columns: Schema;
  readonly rows: Rows;
  readonly receipt: CopyReceipt;
  readonly refused: TablePlan['diagnostics'];
}

function expectKept(
  { columns, rows, receipt }: Outcome,
  column: string,
  values: readonly (readonly [string, string | null])[],
): void {
  expect(valuesOf(rows, columns, column)).toEqual(values.map(([, wire]) => wire));
  const sums = (side: CopyReceipt['source']): unknown =>
    side.map((one) => [one.algorithm, one.columns.find(({ name }) => name === column)]);
  expect(sums(receipt.target)).toEqual(sums(receipt.source));
  expect(receipt.source.map((one) => one.algorithm)).toContain('md5_32');
}

/** Copies the columns that planTable accepts and reads them back. */
async function copyWhatFits(
  lab: Lab,
  name: string,
  write = replace,
  inside = false,
): Promise<Outcome> {
  const { connector, database, session } = lab;
  const object = { schema: database.schema, name };
  const existing = (await lookUp(session, object)) ?? null;
  const all = await columnsOf(lab, table);
  const request = { object, write, layout: anyLayout, fidelity: strict, existing };
  const plan = connector.planTable({ ...request, columns: all, path: 'targets.0' });
  const refused = plan.diagnostics;
  const columns = all.filter(
    (column) => !hasErrors(refused.filter((one) => one.path.endsWith(`.${column.name}`))),
  );
  const { quote, quoteColumn = quote } = lab.harness.words;
  const list = columns.map((one) => quoteColumn(one.name)).join(', ');
  const sql = `SELECT ${list} FROM ${quote(table)}`;
  const receipt = await copyQuery(lab, lab, { sql, columns, name, write, inside });
  const back = `SELECT ${list} FROM ${quote(name)}`;
  const { columns: stored } = { columns: await columnsOf(lab, name) };
  const shown = columns.map((column) => stored.find((one) => one.name === column.name) ?? column);
  return {
    columns,
    rows: await readRows(session, { sql: back, columns: shown }),
    receipt,
    refused,
  };
}

function byText(one: Rows[number], other: Rows[number]): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

/** Values of a column, in the order of its sample; rows beyond the sample repeat its last value. */
function valuesOf(rows: Rows, columns: Schema, column: string): readonly (string | null)[] {
  const at = columns.findIndex((one) => one.name === column);
  const key = columns.findIndex((one) => one.name === 'k');
  const values = rows
    .toSorted((a, b) => Number(a[key]) - Number(b[key]))
    .map((row) => row[at] ?? null);
  let end = values.length;
  while (end > 1 && values[end - 1] === values[end - 2]) end -= 1;
  return values.slice(0, end);
}

async function createTables({ words, samples }: ContractHarness, lab: Lab): Promise<void> {
  const columns = [
    { name: 'k', native: words.types.int64 },
    ...samples.map(({ native }, index) => ({ name: `v${index}`, native })),
  ];
  for (const { setup } of samples) if (setup !== undefined) await lab.database.execute(setup);
  for (const name of [table, `twin of ${table}`]) {
    await lab.database.execute(words.createTable(words.quote(name), columns));
  }
  const height = Math.max(...samples.map(({ values }) => values.length)) + 1;
  const rows = Array.from({ length: height }, (_, row) => {
    const cells = samples.map(({ values }) => values[Math.min(row, values.length - 1)]?.[0]);
    return `(${[row, ...cells].join(', ')})`;
  });
  await lab.database.execute(`INSERT INTO ${words.quote(table)} VALUES ${rows.join(', ')}`);
}
