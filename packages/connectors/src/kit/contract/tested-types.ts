import type { Column, ColumnType } from '@ai-etl/core';
import { z } from 'zod';
import { quarantineName } from '../quarantine/misfits.ts';
import { append, loadText, type Lab } from './lab.ts';

/** Values that a native type keeps as they are, and others, in the wire form of the type that arrives. */
export interface TestedType {
  readonly native: string;
  readonly arrives: ColumnType;
  readonly fits: readonly string[];
  readonly misfits: readonly string[];
}

const Row = z.object({ id: z.coerce.number() });

/**
 * Loads each value in a row of its own, into one table with a column of each type. Answers which were
 * set apart, as `native value`, and how many rows the table has.
 */
export async function loadTested(
  lab: Lab,
  cases: readonly TestedType[],
): Promise<{ readonly apart: readonly string[]; readonly kept: number }> {
  const { words } = lab.harness;
  const name = 'tested types';
  const natives = cases.map(({ native }, index) => ({ name: `c${index}`, native }));
  const list = [{ name: 'id', native: words.types.int64 }, ...natives];
  await lab.database.execute(words.createTable(words.quote(name), list, ['id']));
  const columns: readonly Column[] = [
    { name: 'id', type: { kind: 'int64' }, nullable: false },
    ...cases.map(({ arrives }, index) => ({ name: `c${index}`, type: arrives, nullable: true })),
  ];
  const values = cases.flatMap(({ native, fits, misfits }, at) =>
    [...fits, ...misfits].map((value) => ({ native, value, at })),
  );
  const lines = values.map(({ value, at }, id) => {
    const fields = cases.map((_, index) => (index === at ? value : '\\N'));
    return `${[id, ...fields].join('\t')}\n`;
  });
  await loadText(lab, { name, columns, text: lines.join(''), write: append, contract: 'discard' });
  const rows = await lab.database.rows(`SELECT row_json FROM ${words.quote(quarantineName)}`);
  const [count] = await lab.database.rows(`SELECT count(*) FROM ${words.quote(name)}`);
  const apart = rows.map(([json]) => {
    const found = values[Row.parse(JSON.parse(json ?? '')).id];
    return `${found?.native} ${found?.value}`;
  });
  return { apart: apart.toSorted(), kept: Number(count?.[0]) };
}

/** What loadTested should answer. Pure. */
export function expectedOf(cases: readonly TestedType[]): Awaited<ReturnType<typeof loadTested>> {
  return {
    apart: cases.flatMap((one) => one.misfits.map((value) => `${one.native} ${value}`)).toSorted(),
    kept: cases.flatMap((one) => one.fits).length,
  };
}
