import { hasErrors, printColumnType } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import type { ContractHarness, TypeSample } from './harness.ts';
import {
  anyLayout,
  columnsOf,
  copyQuery,
  lookUp,
  readRows,
  replace,
  selectAll,
  strict,
  type Lab,
} from './lab.ts';

/** Each type: what the catalog calls it, what the wire carries, and a round trip of every value. */
export function typesContract(harness: ContractHarness, lab: () => Lab): void {
  describe.each(harness.samples.map((sample, index) => ({ ...sample, index })))(
    'the type $native',
    (sample) => {
      const name = `sample ${sample.index}`;

      it(`is ${sample.logical} and travels without change`, async () => {
        await createSample(lab(), name, sample);
        const columns = await columnsOf(lab(), name);
        const sql = selectAll(lab(), name);
        expect(columns.map((one) => printColumnType(one.type))).toEqual(['int64', sample.logical]);
        const rows = await readRows(lab().session, { sql, columns });
        expect(inOrder(rows)).toEqual(expected(sample));
        const described = await lab().session.describe(sql);
        expect(described.map((one) => printColumnType(one.type))).toEqual([
          'int64',
          sample.logical,
        ]);
      });

      it('comes back unchanged from a new table of the same system', async () => {
        const columns = await columnsOf(lab(), name);
        const sql = selectAll(lab(), name);
        const copy = `copy of ${name}`;
        if (sample.writable === false) {
          const { connector, database } = lab();
          const object = { schema: database.schema, name: copy };
          const request = { object, columns, write: replace, layout: anyLayout, fidelity: strict };
          const plan = connector.planTable({ ...request, existing: null, path: 'targets.0' });
          expect(hasErrors(plan.diagnostics)).toBe(true);
          return;
        }
        const receipt = await copyQuery(lab(), lab(), { sql, columns, name: copy });
        expect(receipt.target).toEqual(receipt.source);
        expect(receipt.source.map((one) => one.algorithm)).toContain('md5_32');
        const back = { sql: selectAll(lab(), copy), columns: await columnsOf(lab(), copy) };
        expect(inOrder(await readRows(lab().session, back))).toEqual(expected(sample));
      });

      it('comes back unchanged from a table of that very type', async () => {
        const columns = await columnsOf(lab(), name);
        const sql = selectAll(lab(), name);
        const twin = `twin of ${name}`;
        const { words } = harness;
        const list = [
          { name: 'k', native: words.types.int64 },
          { name: 'v', native: sample.native },
        ];
        await lab().database.execute(words.createTable(words.quote(twin), list));
        const { connector, database, session } = lab();
        const object = { schema: database.schema, name: twin };
        const existing = (await lookUp(session, object)) ?? null;
        const request = { object, columns, write: replace, layout: anyLayout, fidelity: strict };
        const plan = connector.planTable({ ...request, existing, path: 'targets.0' });
        // Refusing is honest; accepting and changing a value is not.
        if (hasErrors(plan.diagnostics)) return;
        const receipt = await copyQuery(lab(), lab(), { sql, columns, name: twin });
        expect(receipt.target).toEqual(receipt.source);
        const back = { sql: selectAll(lab(), twin), columns };
        expect(inOrder(await readRows(lab().session, back))).toEqual(expected(sample));
      });
    },
  );
}

async function createSample(lab: Lab, name: string, sample: TypeSample): Promise<void> {
  const { words } = lab.harness;
  const quoted = words.quote(name);
  if (sample.setup !== undefined) await lab.database.execute(sample.setup);
  const list = [
    { name: 'k', native: words.types.int64 },
    { name: 'v', native: sample.native },
  ];
  await lab.database.execute(words.createTable(quoted, list));
  const rows = sample.values.map(([literal], index) => `(${index}, ${literal})`);
  await lab.database.execute(`INSERT INTO ${quoted} VALUES ${rows.join(', ')}`);
}

function expected(sample: TypeSample): readonly (readonly (string | null)[])[] {
  return sample.values.map(([, wire], index) => [String(index), wire]);
}

function inOrder(
  rows: readonly (readonly (string | null)[])[],
): readonly (readonly (string | null)[])[] {
  return rows.toSorted((a, b) => Number(a[0]) - Number(b[0]));
}
