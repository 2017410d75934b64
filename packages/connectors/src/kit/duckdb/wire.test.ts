import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Column, Schema } from '@ai-etl/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostileTexts } from '../contract/hostile.ts';
import { parseWire } from '../contract/wire-text.ts';
import { checksumQuery } from './checksum.ts';
import { DuckProcess } from './duck-process.ts';
import { quoteText } from './quote.ts';
import { DuckSnapshot } from './snapshot.ts';

const fidelity = { unbounded_decimal: 'fail', not_a_number: 'fail', date_range: 'fail' } as const;
const { signal } = new AbortController();
const n: Column = { name: 'n', type: { kind: 'int64' }, nullable: true };
const t: Column = { name: 't', type: { kind: 'text' }, nullable: true };
const b: Column = { name: 'b', type: { kind: 'bytes' }, nullable: true };

/** The sum that every engine is to give: the first 32 bits of each MD5. */
function sumOfMd5(values: readonly (string | Buffer | null)[]): string {
  const heads = values.flatMap((value) =>
    value === null ? [] : [BigInt(createHash('md5').update(value).digest().readUInt32BE(0))],
  );
  return String(heads.reduce((sum, one) => sum + one, 0n));
}

describe('texts and bytes of DuckDB', () => {
  const home = mkdtempSync(join(tmpdir(), 'ai-etl-wire-'));
  let duck: DuckProcess;
  beforeAll(async () => {
    duck = await DuckProcess.start({
      place: 'the test database',
      label: 'ai-etl test',
      home,
      memoryLimitMb: 128,
      threads: 2,
    });
  });
  afterAll(async () => {
    await duck.close();
    rmSync(home, { recursive: true });
  });

  async function readText(sql: string, columns: Schema): Promise<Buffer> {
    const snapshot = new DuckSnapshot(duck);
    const read = await snapshot.read({ sql, columns, fidelity, signal });
    const chunks: Buffer[] = [];
    for await (const chunk of read.stream) chunks.push(Buffer.from(chunk));
    await snapshot.close();
    return Buffer.concat(chunks);
  }

  async function sumsOf(sql: string, columns: Schema) {
    return duck.with(async (connection) => {
      const actual = await connection.describe(sql, { doing: 'sum' });
      return checksumQuery(connection, { sql, columns, fidelity }, { doing: 'sum', actual });
    });
  }

  it('escape each character that the wire form escapes, and no other', async () => {
    const codes = Array.from({ length: 0x3000 }, (_, code) => code);
    const sql = `SELECT range AS n, 'a' || chr(range::INTEGER) || 'b' AS t FROM range(${codes.length}) ORDER BY n`;
    const letters = new Map(
      Object.entries({ 0: '0', 8: 'b', 9: 't', 10: 'n', 11: 'v', 12: 'f', 13: 'r', 92: '\\' }),
    );
    const expected = codes.map((code) => {
      const letter = letters.get(String(code));
      return `${code}\ta${letter === undefined ? String.fromCodePoint(code) : `\\${letter}`}b\n`;
    });
    expect((await readText(sql, [n, t])).toString()).toBe(expected.join(''));
  });

  it('escape a character wherever it stands, also several of them', async () => {
    const marks = ['\0', '\b', '\t', '\n', '\v', '\f', '\r', '\\'];
    const texts = marks.flatMap((one) => [one, `${one}x`, `x${one}`, `${one}${one}`, `x\n${one}ü`]);
    const rows = texts.map((text, index) => {
      const parts = Array.from(text, (one) => `chr(${one.codePointAt(0)})`);
      return `(${index}, ${parts.join(' || ')})`;
    });
    const sql = `SELECT * FROM (VALUES ${rows.join(', ')}) AS v(n, t) ORDER BY n`;
    expect(parseWire(await readText(sql, [n, t]))).toEqual(
      texts.map((text, index) => [String(index), text]),
    );
  });

  it('sum to the first 32 bits of MD5: NULL, empty, hostile and long texts', async () => {
    const texts = [...hostileTexts, null, '', null, ...hostileTexts.map((one) => one.repeat(3))];
    const rows = texts.map((one) => (one === null ? '(NULL)' : `(${quoteText(one)})`));
    const sql = `SELECT t::VARCHAR AS t FROM (VALUES ${rows.join(', ')}) AS v(t)`;
    const { columns, rows: count } = await sumsOf(sql, [t]);
    expect(count).toBe(String(texts.length));
    expect(columns).toEqual([{ name: 't', nulls: '2', sum: sumOfMd5(texts) }]);
  });

  it('sum to the first 32 bits of MD5: bytes of every value, no bytes, and no rows', async () => {
    const blobs = Array.from({ length: 256 }, (_, byte) => Buffer.alloc(byte % 7, byte));
    const rows = [...blobs.map((one) => `(unhex('${one.toString('hex')}'))`), '(NULL)'];
    const sql = `SELECT b FROM (VALUES ${rows.join(', ')}) AS v(b)`;
    expect((await sumsOf(sql, [b])).columns).toEqual([
      { name: 'b', nulls: '1', sum: sumOfMd5(blobs) },
    ]);
    expect((await sumsOf(`${sql} WHERE false`, [b])).columns).toEqual([
      { name: 'b', nulls: '0', sum: '0' },
    ]);
  });

  it('sum to the first 32 bits of MD5: a hundred thousand generated texts', async () => {
    const texts = Array.from({ length: 100_000 }, (_, index) => `note ${index} ünï`);
    const sql = `SELECT 'note ' || range || ' ünï' AS t FROM range(100000)`;
    expect((await sumsOf(sql, [t])).columns[0]?.sum).toBe(sumOfMd5(texts));
  });

  it('come in any order where nobody needs one, each once, and LIMIT takes the first ones all the same', async () => {
    const rows = 300_000;
    await duck.with((connection) =>
      connection.run(`CREATE TABLE many AS SELECT range AS n FROM range(${rows})`, {
        doing: 'make',
      }),
    );
    const snapshot = new DuckSnapshot(duck);
    const numbersOf = async (sql: string) => {
      const read = await snapshot.read({ sql, columns: [n], fidelity, inAnyOrder: true, signal });
      const text = Buffer.concat(await read.stream.toArray()).toString('latin1');
      return text.trimEnd().split('\n').map(Number);
    };
    const all = await numbersOf('SELECT n FROM many');
    expect([all.length, new Set(all).size]).toEqual([rows, rows]);
    const first = await numbersOf('SELECT n FROM many LIMIT 150000');
    expect([first.length, new Set(first).size]).toEqual([150_000, 150_000]);
    expect(first.every((one) => one < 150_000)).toBe(true);
    await snapshot.close();
  });
});
