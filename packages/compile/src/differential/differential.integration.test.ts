import { dialectNames } from '@ai-etl/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generatedSpecs } from '../equality/arbitrary-spec.ts';
import { describeMismatch } from '../equality/describe-mismatch.ts';
import { compute, engineNames, type EngineName } from '../equality/engines.ts';
import { handwrittenSpecs } from '../equality/handwritten-specs.ts';
import { judgeSpec, type Verdict } from '../equality/judge-spec.ts';
import { goldenCases } from '../golden/cases.ts';
import { expressionCase, queryOf } from '../golden/golden-case.ts';
import { openEngines, type Engines } from '../testing/open-engines.ts';

/** Values that do not fit: every system must fail, none may change them. */
const failing = [
  "CAST(concat(s, '2024-02-30') AS date)",
  "CAST(concat('2024-02-3', '0') AS date)",
  "CAST(concat('', '') AS int64)",
  "CAST(concat('12', 'x') AS int32)",
  "CAST(concat('', '1.5') AS int32)",
  'CAST(id * 10000 AS int16)',
  'CAST(n AS int16)',
  'CAST(id * 10 AS decimal(3,1))',
  'CAST(d AS decimal(6,2))',
  "CAST(concat('12345', '.6') AS decimal(5,2))",
  "CAST(concat('y', 'up') AS bool)",
  "CAST(concat('not', ' a uuid') AS uuid)",
  "CAST(concat('2024-01-01 25', ':00:00') AS timestamp)",
  'n * n * n',
  '-(n - n - 9223372036854775807 - 1)',
];

/** DIALECT_UNSUPPORTED by choice; each golden file shows the diagnostic. */
const refusing: Readonly<Record<string, readonly EngineName[]>> = {
  'found-remainder-zero-of-a-negative': ['clickhouse'],
  'cast-float-to-text': ['clickhouse', 'mysql'],
  'cast-float-to-decimal': ['clickhouse'],
  'step-join-inequality': ['clickhouse'],
  'step-aggregate-lists': ['mysql', 'sqlite'],
  'step-aggregate-quantiles': ['mysql', 'sqlite'],
};

/** Rows that an engine cannot compute: its run fails, as it must. */
const failingOn: Readonly<Record<string, readonly EngineName[]>> = {
  'time-zones': ['mysql'],
  ...Object.fromEntries(handwrittenSpecs.map(({ name }) => [name, ['mysql', 'sqlite']])),
};

/** A few generated ones too: `npm run test:equality` tries hundreds. RANDOM_SEED=n tries others. */
const generated = generatedSpecs(Number(process.env['RANDOM_SEED'] ?? 1), 25);

/** Every case on the same hostile rows, computed by each system. PostgreSQL is the reference. */
describe('the same rows from PostgreSQL, ClickHouse, DuckDB, MariaDB, SQLite and pandas', () => {
  let engines: Engines;

  beforeAll(async () => {
    engines = await openEngines();
    const absent = engineNames.filter((name) => engines[name] === undefined);
    if (absent.length > 0) process.stderr.write(`Skipped, not installed: ${absent.join(', ')}.\n`);
    if (process.env['CI'] !== undefined) expect(absent).toEqual([]);
  });

  afterAll(async () => {
    await engines.close();
  });

  const present = (name: EngineName) => engines[name] !== undefined;

  it.each([...goldenCases, ...handwrittenSpecs].map((one) => [one.name, one] as const))(
    '%s',
    async (name, one) => {
      const verdicts = await judgeSpec(one, engines);
      const those = (kind: Verdict['kind']) =>
        engineNames.filter((engine) => verdicts.get(engine)?.kind === kind);
      const [different] = those('mismatch');
      const verdict = different && verdicts.get(different);
      if (verdict) expect.fail(describeMismatch(one, different, verdict));
      expect(those('refused')).toEqual(refusing[name] ?? []);
      expect(those('failed')).toEqual((failingOn[name] ?? []).filter(present));
    },
  );

  it.each(generated.map(({ spec }) => [spec.name, spec] as const))('%s', async (_name, one) => {
    for (const [engine, verdict] of await judgeSpec(one, engines)) {
      if (verdict.kind === 'mismatch') expect.fail(describeMismatch(one, engine, verdict));
    }
  });

  it.each(failing)('fails rather than change a value: %s', async (expression) => {
    const one = expressionCase('failing', expression);
    for (const dialect of dialectNames) expect(queryOf(one, dialect)).toHaveProperty('query');
    for (const name of engineNames.filter(present)) {
      expect((await compute(one, name, engines)).kind, name).toBe('failed');
    }
  });
});
