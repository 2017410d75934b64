import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import {
  AiEtlError,
  type KeyRange,
  type ReadRequest,
  type Schema,
  type SourceSnapshot,
  type TableChecksum,
  type WireRead,
} from '@ai-etl/core';
import { inRange, memoryRanges } from './memory-ranges.ts';
import type { MemorySystem, MemoryTable } from './memory-system.ts';

/** The table a query names: longest name first, so that `orders_old` is not taken for `orders`. */
export function queriedTable(system: MemorySystem, sql: string): MemoryTable {
  const names = [...system.tables.keys()].sort((a, b) => b.length - a.length);
  const found = names
    .map((name) => system.tables.get(name))
    .find((one) => one && sql.includes(one.table.object.name));
  if (found === undefined) throw new AiEtlError('QUERY_FAILED', `No table in: ${sql}`);
  return found;
}

/** All reads see the lines as they were when the snapshot was opened. */
export async function openMemorySnapshot(system: MemorySystem): Promise<SourceSnapshot> {
  await system.checkpoint(`${system.name}.openSnapshot`);
  const seen = new Map([...system.tables].map(([name, { lines }]) => [name, lines]));
  const linesOf = (sql: string, columns?: Schema, range?: KeyRange) => {
    const { table } = queriedTable(system, sql);
    const lines = inRange(seen.get(table.object.name) ?? [], range);
    return columns === undefined ? lines : project(lines, table.columns, columns);
  };
  return {
    ...(system.faults.cuts === undefined
      ? {}
      : { ranges: memoryRanges(system, { seen, cuts: system.faults.cuts }) }),
    count: async (sql) => BigInt(linesOf(sql).length),
    read: (request) =>
      readLines(system, linesOf(request.sql, request.columns, request.range), request),
    checksumAlgorithms: async () => ['md5_32', 'crc32'],
    async checksum({ sql, columns, range, signal }) {
      await system.checkpoint(`${system.name}.checksum`);
      signal.throwIfAborted();
      return checksumLines(system.faults.checksumSees ?? linesOf(sql, columns, range), columns);
    },
    async close() {
      await system.checkpoint(`${system.name}.closeSnapshot`);
    },
  };
}

/** The columns asked for, where the table has them all. */
function project(lines: readonly string[], all: Schema, wanted: Schema): readonly string[] {
  const places = wanted.map(({ name }) => all.findIndex((one) => one.name === name));
  if (places.includes(-1)) return lines;
  return lines.map((line) => {
    const values = line.split('\t');
    return places.map((place) => values[place]).join('\t');
  });
}

async function readLines(
  system: MemorySystem,
  lines: readonly string[],
  { signal }: ReadRequest,
): Promise<WireRead> {
  await system.checkpoint(`${system.name}.read`);
  signal.throwIfAborted();
  if (system.faults.refuseQuery !== undefined) throw system.faults.refuseQuery;
  let rows = 0n;
  let bytes = 0n;
  const { readDies, readHangsAfter } = system.faults;
  const left = (system.faults.sendsNothing === true ? [] : lines).entries();
  system.runningQueries += 1;
  const stream = new Readable({
    read() {
      const next = left.next();
      if (next.done === true) {
        this.push(null);
        return;
      }
      const [index, line] = next.value;
      if (readHangsAfter === index) return;
      if (readDies?.afterLines === index) {
        this.destroy(readDies.error);
        return;
      }
      rows += 1n;
      bytes += BigInt(line.length + 1);
      this.push(`${line}\n`);
    },
    destroy(error, done) {
      system.runningQueries -= 1;
      done(error);
    },
  });
  signal.addEventListener('abort', () => stream.destroy(asError(signal.reason)), { once: true });
  return { stream, rows: () => rows, bytes: () => bytes };
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new AiEtlError('CONNECTION_LOST', 'aborted');
}

/** Per column: NULLs and the sum of CRC-32 over the wire text. */
export function checksumLines(lines: readonly string[], columns: Schema): TableChecksum {
  return {
    rows: String(lines.length),
    algorithm: 'crc32',
    columns: columns.map(({ name }, index) => {
      const values = lines.map((line) => line.split('\t')[index] ?? '');
      const present = values.filter((value) => value !== '\\N');
      const sum = present.reduce((total, value) => total + BigInt(crc32(value)), 0n);
      return { name, nulls: String(values.length - present.length), sum: String(sum) };
    }),
  };
}
