import { PipelineSpec, type PipelineSpecInput } from '@ai-etl/core';

export type Mode = 'replace' | 'append' | 'merge' | 'scd2';
export type TargetKind = 'postgresql' | 'clickhouse';

/**
 * What a case is about: `plain` reads a table as it is, `history` keeps versions of its rows (scd2),
 * `incremental` reads by a cursor what was added since, `joined` takes the local route to labels that
 * another server has, `chunked` is large enough to be loaded in durable chunks, `file` reads CSV.
 */
export type CaseKind = 'plain' | 'history' | 'incremental' | 'joined' | 'chunked' | 'file';

/** One pipeline under test: a way of writing into a kind of target. */
export interface FaultCase {
  /** `append_clickhouse`: also the name of the target table. */
  readonly name: string;
  readonly kind: CaseKind;
  readonly mode: Mode;
  readonly target: TargetKind;
  readonly sourceTable: string;
  /** In the source database: what the target must hold after the runs so far. */
  readonly expectedTable: string;
}

export const faultCases: readonly FaultCase[] = [
  ...(['replace', 'append', 'merge'] as const).flatMap((mode) => intoBoth('plain', mode)),
  ...intoBoth('history', 'scd2'),
  ...intoBoth('incremental', 'append'),
  faultCase('joined', 'replace', 'postgresql'),
  faultCase('joined', 'merge', 'clickhouse'),
  ...intoBoth('chunked', 'replace'),
  ...intoBoth('chunked', 'append'),
  faultCase('file', 'replace', 'postgresql'),
  faultCase('file', 'append', 'clickhouse'),
];

/** A `chunked` source has this many times the rows of the others. */
export const chunkedTimes = 8;

/** Rows of a chunk: others have fewer than two of them. */
export function chunkRowsFor(rows: number): number {
  return Math.ceil(rows * 0.6) + 1000;
}

/** In ClickHouse: a label for most ids, which rows of PostgreSQL are joined to. */
export const labelsTable = 'labels';

export interface SpecConnections {
  readonly source: string;
  /** The folder with the CSV files. */
  readonly files: string;
  readonly targets: Readonly<Record<TargetKind, string>>;
}

type WriteInput = Extract<PipelineSpecInput['targets'], readonly unknown[]>[number]['write'];

/** Many short retries: the test waits for recovery, not for patience. */
export function specOf(one: FaultCase, connections: SpecConnections): PipelineSpec {
  const isJoined = one.kind === 'joined';
  return PipelineSpec.parse({
    version: 1,
    name: one.name,
    sources: [
      {
        id: 'rows',
        ...(one.kind === 'file'
          ? { connection: connections.files, path: csvOf(one) }
          : { connection: connections.source, object: { name: one.sourceTable } }),
        ...(one.kind === 'incremental' ? { incremental: { cursor: 'happened_at' } } : {}),
      },
      ...(isJoined
        ? [
            {
              id: 'labels',
              connection: connections.targets.clickhouse,
              object: { name: labelsTable },
            },
          ]
        : []),
    ],
    steps: isJoined
      ? [
          {
            id: 'labelled',
            op: 'join',
            inputs: ['rows', 'labels'],
            how: 'inner',
            on: 'rows.id = labels.row_id',
          },
        ]
      : [],
    targets: [
      {
        id: 'out',
        input: isJoined ? 'labelled' : 'rows',
        connection: connections.targets[one.target],
        object: { name: one.name },
        write: writeOf(one),
        layout: { order_by: ['id'] },
      },
    ],
    policy: {
      retries: 12,
      retry_delay_seconds: 1,
      timeout_seconds: 600,
      verify: 'checksums',
      ...(isJoined ? { route: 'local' } : {}),
    },
  } satisfies PipelineSpecInput);
}

/** The file that a `file` case reads. */
export function csvOf({ sourceTable }: FaultCase): string {
  return `${sourceTable}.csv`;
}

function writeOf({ mode }: FaultCase): WriteInput {
  switch (mode) {
    case 'replace':
    case 'append':
      return { mode };
    case 'merge':
      return { mode, keys: ['id'] };
    case 'scd2':
      return { mode, keys: ['id'], on_delete: 'delete', history: { effective: 'happened_at' } };
  }
}

function intoBoth(kind: CaseKind, mode: Mode): readonly FaultCase[] {
  return [faultCase(kind, mode, 'clickhouse'), faultCase(kind, mode, 'postgresql')];
}

function faultCase(kind: CaseKind, mode: Mode, target: TargetKind): FaultCase {
  const name = [...(kind === 'plain' || kind === 'history' ? [] : [kind]), mode, target];
  const joined = name.join('_');
  return {
    name: joined,
    kind,
    mode,
    target,
    sourceTable: `src_${joined}`,
    expectedTable: `expected_${joined}`,
  };
}
