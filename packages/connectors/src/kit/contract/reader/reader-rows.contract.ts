import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printColumnType, type Scratch } from '@ai-etl/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOpenScratch } from '../../duckdb/open-scratch.ts';
import { hostileTexts } from '../hostile.ts';
import { readRows, strict } from '../lab.ts';
import { columnsIn, usableNames, type ReaderLab } from './reader-lab.ts';
import type { ReaderHarness } from './reader-harness.ts';

const read = (lab: ReaderLab, name: string) =>
  readRows(lab.session, { sql: lab.all(name), columns: columnsIn(lab, name) });

/** Every value of every type, as it is read, and as its checksum says that it was. */
function types({ samples }: ReaderHarness, lab: () => ReaderLab): void {
  let scratch: Scratch;
  let home: string;
  let rows: readonly (readonly (string | null)[])[];

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'ai-etl-reader-'));
    const open = createOpenScratch({ home, memoryLimitMb: 256, threads: 2 });
    scratch = await open({ label: 'ai-etl contract' });
    rows = await read(lab(), 'all types');
  });
  afterAll(async () => {
    await scratch?.close();
    await rm(home, { recursive: true, force: true });
  });

  it.each(samples.map((sample, index) => ({ ...sample, index })))(
    'are read: $what as $logical',
    ({ logical, values, index }) => {
      const column = columnsIn(lab(), 'all types')[index];
      expect(column && printColumnType(column.type)).toBe(logical);
      const found = rows.slice(0, values.length).map((row) => row[index] ?? null);
      expect(found).toEqual(values.map(([, wire]) => wire));
    },
  );

  it.each(['all types', 'texts'])(
    'of %s arrive: checksums of both sides are equal',
    async (name) => {
      const columns = columnsIn(lab(), name);
      const { signal } = new AbortController();
      const snapshot = await lab().session.openSnapshot();
      const request = { sql: lab().all(name), columns, fidelity: strict, signal };
      const { stream } = await snapshot.read(request);
      const { rows: loaded } = await scratch.load({ table: name, columns, stream, signal });
      const [algorithm = 'md5_32'] = await snapshot.checksumAlgorithms();
      const sent = await snapshot.checksum({ ...request, algorithm });
      const arrived = await scratch.checksum({ table: name, columns, algorithm, signal });
      expect(arrived).toEqual(sent);
      expect(await snapshot.count(request.sql)).toBe(loaded);
      await snapshot.close();
    },
  );

  it('of text may hold anything', async () => {
    expect((await read(lab(), 'texts')).map(([text]) => text)).toEqual(hostileTexts);
  });
}

/** Tables of unusual shape, and names that break naive quoting. */
function shapes(harness: ReaderHarness, lab: () => ReaderLab): void {
  it('keeps NULL and the empty text apart', async () => {
    expect(await read(lab(), 'nulls')).toEqual([
      ['1', ''],
      ['2', null],
      [null, 'x'],
    ]);
  });

  it('reads 300 columns', async () => {
    const [first = []] = await read(lab(), 'wide');
    expect(first.map((value, index) => value === (index % 7 === 0 ? null : String(index)))).toEqual(
      first.map(() => true),
    );
    expect(first.length).toBe(300);
  });

  it('reads columns whose names break naive quoting', async () => {
    const names = usableNames(harness);
    expect(columnsIn(lab(), 'hostile columns').map((one) => one.name)).toEqual(names);
    expect(await read(lab(), 'hostile columns')).toEqual([names.map((_, index) => String(index))]);
  });

  it.each(usableNames(harness).map((name, index) => [name, index] as const))(
    'reads a table named %j',
    async (name, index) => {
      expect(await read(lab(), name)).toEqual([[String(index)]]);
    },
  );
}

/** What is read, by value and by shape. */
export const readerRowsContract = { types, shapes };
