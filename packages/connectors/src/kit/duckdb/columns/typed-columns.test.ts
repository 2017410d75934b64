import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DuckProcess } from '../duck-process.ts';
import { findTypes } from './typed-columns.ts';

it('finds the types of more columns than one query tests, in their order', async () => {
  const home = await mkdtemp(join(tmpdir(), 'ai-etl-columns-'));
  const options = { label: 'test', home, memoryLimitMb: 256, threads: 2 };
  const duck = await DuckProcess.start({ place: 'the test', ...options });
  const kinds = [
    ['1', 'BIGINT'],
    ['1.5', 'DOUBLE'],
    ['"2026-01-31"', 'DATE'],
    ['"x"', 'VARCHAR'],
    ['18446744073709551616', undefined],
    ['null', undefined],
  ] as const;
  const wide = Array.from({ length: 5 }, () => kinds).flat();
  const columns = wide.map((_, index) => ({ name: `c${index}`, native: 'JSON' }));
  const raw = `SELECT ${wide.map(([value], index) => `'${value}'::JSON AS c${index}`).join(', ')}`;
  try {
    const found = await duck.with((one) => findTypes(one, { raw, columns }, { doing: 'test' }));
    expect(found.map((type) => type?.native)).toEqual(wide.map(([, native]) => native));
  } finally {
    await duck.close();
    await rm(home, { recursive: true, force: true });
  }
});
