import { PipelineSpec } from '@ai-etl/core';

export type Mode = 'replace' | 'append' | 'merge';
export type TargetKind = 'postgresql' | 'clickhouse';

/** One pipeline under test: a way of writing into a kind of target. */
export interface FaultCase {
  /** `append_clickhouse`: also the name of the target table. */
  readonly name: string;
  readonly mode: Mode;
  readonly target: TargetKind;
  readonly sourceTable: string;
  /** In the source database: what the target must hold after the runs so far. */
  readonly expectedTable: string;
}

export const faultCases: readonly FaultCase[] = (['replace', 'append', 'merge'] as const).flatMap(
  (mode) =>
    (['clickhouse', 'postgresql'] as const).map((target) => ({
      name: `${mode}_${target}`,
      mode,
      target,
      sourceTable: `src_${mode}_${target}`,
      expectedTable: `expected_${mode}_${target}`,
    })),
);

export interface SpecConnections {
  readonly source: string;
  readonly targets: Readonly<Record<TargetKind, string>>;
}

/** Many short retries: the test waits for recovery, not for patience. */
export function specOf(one: FaultCase, connections: SpecConnections): PipelineSpec {
  return PipelineSpec.parse({
    version: 1,
    name: one.name,
    sources: [{ id: 'rows', connection: connections.source, object: { name: one.sourceTable } }],
    targets: [
      {
        id: 'out',
        input: 'rows',
        connection: connections.targets[one.target],
        object: { name: one.name },
        write: { mode: one.mode, keys: one.mode === 'merge' ? ['id'] : [] },
        layout: { order_by: ['id'] },
      },
    ],
    policy: { retries: 12, retry_delay_seconds: 1, timeout_seconds: 600, verify: 'checksums' },
  });
}
