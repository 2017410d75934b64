import {
  invariant,
  type ColumnChecksum,
  type SourceChecksumRequest,
  type TableChecksum,
} from '@ai-etl/core';
import { unsummableReason } from '../kit/summable.ts';
import { wireColumn } from '../kit/wire-columns.ts';
import { LiveStatements } from './process/live-statements.ts';
import type { Sums } from './process/protocol.ts';
import type { SqliteProcess } from './process/sqlite-process.ts';

/** Checksums of a query's rows, worked out in the process in turns with its other queries. */
export async function checksumOf(
  process: SqliteProcess,
  cursor: number,
  request: SourceChecksumRequest,
): Promise<TableChecksum> {
  const { sql, columns, fidelity, algorithm, signal } = request;
  const options = { doing: 'compute checksums of', signal };
  const ended = LiveStatements.begin(process.pid, sql);
  try {
    await process.request({ op: 'start', cursor, sql, columns, fidelity, algorithm }, options);
    for (;;) {
      const body = await process.request({ op: 'pull', cursor }, options);
      invariant(body.outcome === 'summed', 'a checksum is answered with sums');
      if (body.sums !== null) return presentSums(body.sums, request);
    }
  } finally {
    await process.request({ op: 'stop', cursor }, { doing: 'stop' }).catch(() => undefined);
    ended();
  }
}

function presentSums(sums: Sums, request: SourceChecksumRequest): TableChecksum {
  const { columns, fidelity, algorithm } = request;
  return {
    rows: sums.rows,
    algorithm,
    columns: columns.map((column, index): ColumnChecksum => {
      const { nulls, sum } = sums.columns[index] ?? { nulls: '0', sum: '0' };
      const reason = unsummableReason(wireColumn(column, fidelity).type);
      if (reason !== undefined) return { name: column.name, nulls, sum: null, reason };
      return { name: column.name, nulls, sum };
    }),
  };
}
