import { isMariadbTestable } from '@ai-etl/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invariant, type Column, type Fidelity, type Schema } from '@ai-etl/core';
import { failure } from './kit/contract/failure.ts';
import { hostileNames, hostileTexts } from './kit/contract/hostile.ts';
import {
  anyLayout,
  columnsOf,
  copyQuery,
  loadText,
  openLab,
  readRows,
  replace,
  selectAll,
  strict,
  type Lab,
} from './kit/contract/lab.ts';
import { printField } from './kit/contract/wire-text.ts';
import { clickhouseHarness } from './testing/clickhouse-harness.ts';
import { duckdbHarness } from './testing/duckdb-harness.ts';
import { mysqlHarness } from './testing/mysql-harness.ts';
import { postgresqlHarness } from './testing/postgresql-harness.ts';
import { sqliteHarness } from './testing/sqlite-harness.ts';

const harnesses = {
  PostgreSQL: postgresqlHarness,
  ClickHouse: clickhouseHarness,
  MySQL: mysqlHarness,
  DuckDB: duckdbHarness,
  SQLite: sqliteHarness,
} as const;
type System = keyof typeof harnesses;
const systems: readonly System[] = isMariadbTestable()
  ? ['PostgreSQL', 'ClickHouse', 'MySQL', 'DuckDB', 'SQLite']
  : ['PostgreSQL', 'ClickHouse', 'DuckDB', 'SQLite'];
const directions = systems.flatMap((from) => systems.map((to) => [from, to] as const));

/** Floats that a system does not have: it refuses them, see its tests of refusals. */
const unknownFloats: Readonly<Partial<Record<System, readonly (string | null)[]>>> = {
  MySQL: ['-0', 'NaN', 'Infinity', '-Infinity'],
  SQLite: ['-0', 'NaN'],
};
const namesOf = (pair: readonly System[]): readonly string[] =>
  hostileNames.filter((name) =>
    pair.every((one) => harnesses[one].words.refusedNames?.includes(name) !== true),
  );

/** Values that every system of ours holds, in wire text. */
const portable: Readonly<Record<string, readonly [Column['type'], readonly (string | null)[]]>> = {
  flag: [{ kind: 'bool' }, ['t', 'f', null]],
  small: [{ kind: 'int16' }, ['-32768', '32767', null]],
  plain: [{ kind: 'int32' }, ['-2147483648', '2147483647', null]],
  big: [{ kind: 'int64' }, ['-9223372036854775808', '9223372036854775807', null]],
  money: [
    { kind: 'decimal', precision: 38, scale: 10 },
    [`${'9'.repeat(28)}.${'9'.repeat(10)}`, '-0.0000000001', '0.0000000000', null],
  ],
  fraction: [{ kind: 'decimal', precision: 38, scale: 38 }, [`-0.${'9'.repeat(38)}`, null]],
  real: [{ kind: 'float32' }, ['-0', '1e-45', '3.4028235e+38', 'NaN', '-Infinity', null]],
  double: [
    { kind: 'float64' },
    ['-0', '5e-324', '1.7976931348623157e+308', '0.30000000000000004', 'Infinity', 'NaN', null],
  ],
  text: [{ kind: 'text' }, [...hostileTexts, null]],
  json: [{ kind: 'json' }, ['{"a" :  [1, null, "tab\\there \\\\N"]}', '"😀"', null]],
  bytes: [{ kind: 'bytes' }, ['', '00', '00ff0a095c4e7f80', null]],
  day: [{ kind: 'date' }, ['1900-01-01', '1969-12-31', '2299-12-31', null]],
  time: [{ kind: 'time' }, ['00:00:00.000000', '23:59:59.999999', null]],
  clock: [
    { kind: 'timestamp' },
    ['1900-01-01 00:00:00', '1969-12-31 23:59:59.999999', '2299-12-31 23:59:59.999999', null],
  ],
  instant: [
    { kind: 'timestamptz' },
    ['1969-12-31 23:59:59.000001', '2024-02-29 12:00:00', '2024-03-31 02:30:00.5', null],
  ],
  uuid: [
    { kind: 'uuid' },
    ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', null],
  ],
  numbers: [{ kind: 'list', element: { kind: 'int32' } }, ['[1,null,-3]', '[]', null]],
  words: [
    { kind: 'list', element: { kind: 'text' } },
    ['["q\\" , }","back\\\\slash",null,"null","NULL","","tab\\tline\\n","😀"]', '[]', null],
  ],
  days: [{ kind: 'list', element: { kind: 'date' } }, ['["1900-01-01",null]', null]],
  prices: [
    { kind: 'list', element: { kind: 'decimal', precision: 10, scale: 2 } },
    ['[1.10,null,-0.01]', null],
  ],
};

describe('moving hostile data', () => {
  const labs = new Map<System, Lab>();
  const lab = (system: System): Lab => {
    const found = labs.get(system);
    invariant(found !== undefined, 'labs are open while tests run');
    return found;
  };
  beforeAll(async () => {
    for (const system of systems) {
      labs.set(system, await openLab(harnesses[system]));
    }
  });
  afterAll(async () => {
    for (const one of labs.values()) await one.close();
  });

  it.each(directions)('%s to %s: equal checksums, equal values', async (from, to) => {
    const { columns, rows } = portableTable([from, to]);
    const origin = `origin for ${to}`;
    const text = rows.map((row) => `${row.map(printField).join('\t')}\n`).join('');
    await loadText(lab(from), { name: origin, columns, text });
    // Declared types, not the catalog's: ClickHouse keeps bytes and json in String.
    const sql = selectAll(lab(from), origin);
    const name = `from ${from}`;
    const receipt = await copyQuery(lab(from), lab(to), { sql, columns, name });
    expect(receipt.rows).toBe(BigInt(rows.length));
    expect(receipt.target).toEqual(receipt.source);
    const unsummed = receipt.source.flatMap((one) => one.columns.filter(({ sum }) => sum === null));
    expect(unsummed).toEqual([]);
    const back = { sql: selectAll(lab(to), name), columns };
    expect(normalised(await readRows(lab(to).session, back))).toEqual(normalised(rows));
  });

  it.each(directions)('%s to %s: names that break naive quoting', async (from, to) => {
    const names = namesOf([from, to]);
    const columns = names.map((name) => int(name));
    const values = names.map((_, index) => String(index));
    const origin = `hostile for ${to}`;
    await loadText(lab(from), { name: origin, columns, text: `${values.join('\t')}\n` });
    const sql = selectAll(lab(from), origin);
    const name = `hostile from ${from}`;
    const receipt = await copyQuery(lab(from), lab(to), { sql, columns, name });
    expect(receipt.target).toEqual(receipt.source);
    const rows = await readRows(lab(to).session, { sql: selectAll(lab(to), name), columns });
    expect(rows).toEqual([values]);
  });

  it.each(directions)('%s to %s: 30,000 rows in blocks that cut rows apart', async (from, to) => {
    const { words } = harnesses[from];
    const sql = words.count(30_000);
    const receipt = await copyQuery(lab(from), lab(to), { sql, columns: [int('n')], name: 'many' });
    expect(receipt.rows).toBe(30_000n);
    expect(receipt.target).toEqual(receipt.source);
    expect(receipt.target[0]?.columns[0]?.sum).toBe('450015000');
  });

  describe('PostgreSQL to ClickHouse: what ClickHouse cannot hold', () => {
    const select = (literal: string): string => `SELECT 1::bigint AS k, ${literal} AS v`;
    const move = async (literal: string, type: Column['type'], fidelity: Fidelity = strict) => {
      const columns: Schema = [int('k'), { name: 'v', type, nullable: true }];
      const sql = select(literal);
      const name = 'edges';
      await loadText(lab('ClickHouse'), { name: 'old edges', columns: [int('k')], text: '7\n' });
      await lab('ClickHouse').database.execute(`DROP TABLE IF EXISTS ${name} SYNC`);
      const receipt = await copyQuery(lab('PostgreSQL'), lab('ClickHouse'), {
        sql,
        columns,
        name,
        fidelity,
      });
      expect(receipt.target).toEqual(receipt.source);
      const shown = await columnsOf(lab('ClickHouse'), name);
      const back = { sql: selectAll(lab('ClickHouse'), name), columns: shown };
      return (await readRows(lab('ClickHouse').session, back))[0]?.[1];
    };

    it.each([
      ["date '1899-12-31'", { kind: 'date' }],
      ["date '2300-01-01'", { kind: 'date' }],
      ["date '0001-01-01'", { kind: 'date' }],
      ["date '9999-12-31'", { kind: 'date' }],
      ["date '10000-01-01'", { kind: 'date' }],
      ["date '0044-03-15 BC'", { kind: 'date' }],
      ["date 'infinity'", { kind: 'date' }],
      ["date '-infinity'", { kind: 'date' }],
      ["timestamp 'infinity'", { kind: 'timestamp' }],
      ["timestamp '0044-03-15 00:00:00 BC'", { kind: 'timestamp' }],
      ["timestamp '10000-01-01'", { kind: 'timestamp' }],
      ["numeric(10,2) 'NaN'", { kind: 'decimal', precision: 10, scale: 2 }],
    ] as const)('%s fails, or becomes NULL where the policy says so', async (literal, type) => {
      const { error } = await failure(move(literal, type));
      expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
      const lenient = { ...strict, date_range: 'null', not_a_number: 'null' } as const;
      expect(await move(literal, type, lenient)).toBeNull();
    });

    it.each([
      ["timestamp '0001-01-01'", { kind: 'timestamp' }, '0001-01-01 00:00:00.000000'],
      [
        "timestamptz '1899-12-31 23:59:59.999999+00'",
        { kind: 'timestamptz' },
        '1899-12-31 23:59:59.999999',
      ],
      [
        "timestamp '9999-12-31 23:59:59.999999'",
        { kind: 'timestamp' },
        '9999-12-31 23:59:59.999999',
      ],
    ] as const)('%s arrives unchanged or fails', async (literal, type, wire) => {
      const outcome = await move(literal, type).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'VALUE_REJECTED' });
      else expect(outcome).toBe(wire);
    });

    it('an unbounded numeric is refused, carried exactly, or refused row by row', async () => {
      const type = { kind: 'decimal' } as const;
      await expect(move('1.5::numeric', type)).rejects.toMatchObject({ code: 'PLAN_INVALID' });
      const bounded = { ...strict, unbounded_decimal: 'decimal(38,9)' };
      expect(await move('1.5::numeric', type, bounded)).toBe('1.500000000');
      for (const tooMuch of ['0.0000000001::numeric', `${'9'.repeat(30)}::numeric`]) {
        const { error } = await failure(move(tooMuch, type, bounded));
        expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
      }
      const text = { ...strict, unbounded_decimal: 'text' } as const;
      expect(await move('1.50::numeric', type, text)).toBe('1.50');
    });

    it('NULL in a column that takes none is refused before and during the load', async () => {
      const ch = lab('ClickHouse');
      await ch.database.execute(
        'CREATE TABLE strict_null (k Int64, v Int64) ENGINE = MergeTree ORDER BY k',
      );
      await ch.database.execute('INSERT INTO strict_null VALUES (7, 7)');
      const [k, v] = [int('k'), int('v')];
      const existing = {
        object: { name: 'strict_null' },
        kind: 'table',
        primaryKey: [],
        uniqueKeys: [],
        foreignKeys: [],
        estimatedRows: null,
        estimatedBytes: null,
        engine: 'MergeTree',
        columns: [k, v].map((one) => ({ ...one, nativeType: 'Int64' })),
      } as const;
      const request = {
        object: { name: 'strict_null' },
        write: replace,
        contract: 'freeze',
        layout: anyLayout,
        fidelity: strict,
        existing,
        path: 'targets.0',
      } as const;
      const plan = ch.connector.planTable({ ...request, columns: [k, { ...v, nullable: true }] });
      expect(plan.diagnostics.map((one) => one.code)).toEqual(['NULLABLE_MISMATCH']);
      const evolving = ch.connector.planTable({
        ...request,
        contract: 'evolve',
        columns: [k, { ...v, nullable: true }],
      });
      expect(evolving.diagnostics.map((one) => one.code)).toEqual(['SCHEMA_EVOLVES']);
      const sql = 'SELECT 1::bigint AS k, NULL::bigint AS v';
      const copy = copyQuery(lab('PostgreSQL'), ch, { sql, columns: [k, v], name: 'strict_null' });
      expect((await failure(copy)).error.code).toBe('VALUE_REJECTED');
      expect(await ch.database.rows('SELECT * FROM strict_null')).toEqual([['7', '7']]);
    });
  });
});

function int(name: string): Column {
  return { name, type: { kind: 'int64' }, nullable: false };
}

/** Every portable value; shorter columns repeat. */
function portableTable(pair: readonly System[]): {
  readonly columns: Schema;
  readonly rows: readonly (readonly (string | null)[])[];
} {
  const without = pair.flatMap((system) => unknownFloats[system] ?? []);
  const entries = Object.entries(portable).map(([name, [type, values]]) => {
    const isFloat = type.kind === 'float32' || type.kind === 'float64';
    const kept = isFloat ? values.filter((one) => !without.includes(one)) : values;
    return [name, [type, kept]] as const;
  });
  const columns = entries.map(([name, [type]]) => ({ name, type, nullable: true }));
  const height = Math.max(...entries.map(([, [, values]]) => values.length));
  const rows = Array.from({ length: height }, (_, row) => [
    String(row),
    ...entries.map(([, [, values]]) => values[row % values.length] ?? null),
  ]);
  return { columns: [int('k'), ...columns], rows };
}

/** Spellings that may differ: exponents of floats, and zeros at the end of a second. */
function normalised(
  rows: readonly (readonly (string | null)[])[],
): readonly (readonly (string | null)[])[] {
  const names = ['k', ...Object.keys(portable)];
  return rows
    .map((row) => row.map((value, index) => normalise(value, portable[names[index] ?? '']?.[0])))
    .toSorted((a, b) => Number(a[0]) - Number(b[0]));
}

function normalise(value: string | null, type: Column['type'] | undefined): string | null {
  if (value === null) return null;
  switch (type?.kind) {
    case 'float32': {
      // Digits beyond those that tell floats apart.
      const single = Math.fround(Number(value));
      return Object.is(single, -0) ? '-0' : String(single);
    }
    case 'float64':
      return Object.is(Number(value), -0) ? '-0' : String(Number(value));
    case 'timestamp':
    case 'timestamptz':
      return value
        .replace(/\.?0+$/, (zeros) => (zeros.startsWith('.') ? '' : zeros))
        .replace(/(\.\d*?)0+$/, '$1');
    default:
      return value;
  }
}
