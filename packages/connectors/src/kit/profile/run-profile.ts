import type { ColumnProfile, ProfileRequest, TableProfile, ValueFrequencies } from '@ai-etl/core';
import {
  readAggregates,
  readFrequencies,
  readRepetition,
  type ColumnAggregates,
  type TextRow,
} from './answers.ts';
import {
  unknownFacts,
  type DrawnRows,
  type ProfiledColumn,
  type Profiler,
  type TableFacts,
} from './profiler.ts';
import { makeStages, type Stages } from './stages.ts';
import { hasRange, statisticsOf } from './statistics-of.ts';

/** Columns of one statement: few enough that a refusal or the time limit costs little. */
const columnsAtOnce = 25;

/** An index answers at once; where a policy keeps it from doing so, nobody waits for a full scan. */
const longestRangeLookMs = 5000;

/** Takes a profile part by part; the order is that of worth when time is short. */
export async function runProfile(
  profiler: Profiler,
  request: ProfileRequest,
): Promise<TableProfile> {
  const stages = makeStages(profiler, request.timeoutMs);
  const facts = await stages.run('size, indexes and row count', (ms) => profiler.facts(ms));
  const known = facts ?? unknownFacts;
  const columns = request.table.columns.map((column, index): ProfiledColumn => {
    const { name, nativeType, type } = column;
    return { name, index, kind: statisticsOf(type), nativeType, type };
  });
  const rows = profiler.draw(known);
  if (rows.limitedBecause !== undefined) stages.note('rows of the sample', rows.limitedBecause);
  const readable = columns.filter((column) => {
    const why = profiler.unreadable(column);
    if (why !== undefined) stages.note(`statistics of column "${column.name}"`, why);
    return why === undefined;
  });
  const work = { profiler, stages, rows };
  const looked = await lookAtValues(work, readable);
  const frequencies = await countValues(work, readable, request.topValues);
  const count = await countRows(work, { facts: known, request, sampled: looked.rows });
  const ranges = await readRanges(work, known, readable);
  const repeated =
    readable.length === 0 || hasKey(request)
      ? undefined
      : await stages.run('repeated rows', async (ms) =>
          readRepetition((await profiler.query(profiler.repetition(rows, readable), ms))[0]),
        );
  return {
    rows: count,
    sizeBytes: known.sizeBytes,
    indexBytes: known.indexBytes,
    sample: { method: methodOf(rows, count, looked.rows), rows: looked.rows },
    columns: columns.map((column): ColumnProfile => {
      const aggregates = looked.columns.get(column.index);
      const foreign = aggregates?.foreign ?? null;
      return {
        name: column.name,
        typeName: profiler.typeName(column),
        nulls: aggregates === undefined ? null : looked.rows - aggregates.count,
        values: aggregates?.values ?? null,
        ...(foreign === null ? {} : { foreign }),
        frequencies:
          frequencies.get(column.index) ??
          (aggregates?.count === 0 ? { distinct: 0, single: 0, top: [] } : null),
        systemDistinct: known.systemDistinct.get(column.name) ?? null,
        wholeRange: ranges.get(column.index) ?? null,
      };
    }),
    repeated: repeated ?? null,
    indexes: known.indexes,
    partitionKey: known.partitionKey,
    sortedBy: known.sortedBy,
    lastWrittenAt: known.lastWrittenAt,
    missing: stages.missing,
  };
}

interface Work {
  readonly profiler: Profiler;
  readonly stages: Stages;
  readonly rows: DrawnRows;
}

interface LookedAt {
  readonly rows: number;
  readonly columns: ReadonlyMap<number, ColumnAggregates>;
}

async function lookAtValues(work: Work, columns: readonly ProfiledColumn[]): Promise<LookedAt> {
  const { profiler, rows } = work;
  const found = new Map<number, ColumnAggregates>();
  let sampled = 0;
  const read = (group: readonly ProfiledColumn[], row: TextRow | undefined): void => {
    sampled = Math.max(sampled, Number(row?.['rows'] ?? 0));
    for (const { index, name } of group) {
      const json = row?.[`c${index}`];
      if (typeof json !== 'string') continue;
      const aggregates = readAggregates(json);
      found.set(index, aggregates);
      for (const note of aggregates.notes) work.stages.note(`statistics of column "${name}"`, note);
    }
  };
  await byGroups(work, { columns, what: 'statistics' }, async (group, ms) => {
    read(group, (await profiler.query(profiler.aggregates(rows, group), ms))[0]);
  });
  // A table may have no column at all, and rows nevertheless.
  if (columns.length === 0) {
    await work.stages.run('row count', async (ms) =>
      read([], (await profiler.query(profiler.aggregates(rows, []), ms))[0]),
    );
  }
  return { rows: sampled, columns: found };
}

async function countValues(
  work: Work,
  columns: readonly ProfiledColumn[],
  top: number,
): Promise<ReadonlyMap<number, ValueFrequencies>> {
  const { profiler, rows } = work;
  const found = new Map<number, ValueFrequencies>();
  await byGroups(work, { columns, what: 'distinct values' }, async (group, ms) => {
    const answer = await profiler.query(profiler.frequencies(rows, group, top), ms);
    for (const [index, one] of readFrequencies(answer)) found.set(index, one);
  });
  return found;
}

/** Groups of columns; a group that is refused is tried column by column, so that one costs only itself. */
async function byGroups(
  { stages }: Work,
  { columns, what }: { readonly columns: readonly ProfiledColumn[]; readonly what: string },
  action: (group: readonly ProfiledColumn[], timeoutMs: number) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < columns.length; start += columnsAtOnce) {
    const group = columns.slice(start, start + columnsAtOnce);
    const named = `${what} of ${group.map((one) => `"${one.name}"`).join(', ')}`;
    const refused = await stages.attempt(named, (ms) => action(group, ms));
    if (!refused) continue;
    for (const one of group) {
      await stages.run(`${what} of "${one.name}"`, (ms) => action([one], ms));
    }
  }
}

async function countRows(
  { profiler, stages, rows }: Work,
  known: {
    readonly facts: TableFacts;
    readonly request: ProfileRequest;
    readonly sampled: number;
  },
): Promise<TableProfile['rows']> {
  const { facts, request, sampled } = known;
  if (rows.method === 'all_rows') return { count: sampled, exact: true };
  // Fewer rows than were asked for: there are no more.
  const isWholeSample = rows.limitedBecause === undefined && sampled < request.sampleRows;
  if (rows.method === 'first_rows' && isWholeSample) {
    return { count: sampled, exact: true };
  }
  if (facts.rows !== null && !request.exact) return { count: facts.rows, exact: facts.rowsExact };
  if (!request.exact) {
    stages.note('row count', 'The system does not know it, and counting would read every row.');
    return { count: null, exact: false };
  }
  const counted = await stages.run('row count', async (ms) =>
    Number((await profiler.query(profiler.countAll(), ms))[0]?.['n'] ?? 0),
  );
  return counted === undefined
    ? { count: facts.rows, exact: facts.rowsExact }
    : { count: counted, exact: true };
}

async function readRanges(
  { profiler, stages, rows }: Work,
  facts: TableFacts,
  columns: readonly ProfiledColumn[],
): Promise<ReadonlyMap<number, { readonly min: string | null; readonly max: string | null }>> {
  const ranged = columns.filter(
    ({ name, kind }) => facts.rangedByIndex.has(name) && hasRange(kind),
  );
  if (rows.method === 'all_rows' || ranged.length === 0) return new Map();
  const row = await stages.run('least and greatest values', async (ms) => {
    const [first] = await profiler.query(
      profiler.wholeRanges(ranged),
      Math.min(ms, longestRangeLookMs),
    );
    return first;
  });
  if (row === undefined) return new Map();
  return new Map(
    ranged.flatMap(({ index }, place) => {
      const [min = null, max = null] = [row[`a${place}`], row[`b${place}`]];
      // Known at one end only, it would hide the other end of the sample.
      return min === null || max === null ? [] : [[index, { min, max }] as const];
    }),
  );
}

function methodOf(
  rows: DrawnRows,
  count: TableProfile['rows'],
  sampled: number,
): TableProfile['sample']['method'] {
  return count.exact && count.count === sampled ? 'all_rows' : rows.method;
}

/** A row with an enforced key cannot repeat; NULLs in it can, which SQLite takes into primary keys too. */
function hasKey({ table }: ProfileRequest): boolean {
  const nullable = new Set(table.columns.filter((one) => one.nullable).map((one) => one.name));
  return [table.primaryKey, ...table.uniqueKeys].some(
    (key) => key.length > 0 && key.every((name) => !nullable.has(name)),
  );
}
