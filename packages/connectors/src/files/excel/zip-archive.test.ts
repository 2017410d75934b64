import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { zipFile } from '../../testing/zip-file.ts';
import { ZipArchive } from './zip-archive.ts';

let home: string;
const parts = { 'a.xml': 'one', 'Folder/B.xml': 'x'.repeat(200_000), 'empty.xml': '' };

/** A part of an archive that consists of these bytes. */
const unpack = async (bytes: Buffer, part: string): Promise<string> => {
  const path = join(home, 'a.xlsx');
  await writeFile(path, bytes);
  const format = { kind: 'excel', compression: 'none', isTsv: false } as const;
  const file = { path, name: 'a.xlsx', sizeBytes: bytes.length, changedMs: 0, format };
  const archive = await ZipArchive.open(file);
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of archive.read(part, undefined)) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  } finally {
    await archive.close();
  }
};

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ai-etl-zip-'));
});
afterAll(() => rm(home, { recursive: true }));

it.each([false, true])('unpacks parts, whose names have no case (ZIP64: %s)', async (isWide) => {
  const bytes = zipFile(parts, { isWide });
  expect(await unpack(bytes, '/folder/b.XML')).toBe(parts['Folder/B.xml']);
  expect(await unpack(bytes, 'a.xml')).toBe('one');
  expect(await unpack(bytes, 'empty.xml')).toBe('');
  await expect(unpack(bytes, 'c.xml')).rejects.toMatchObject({ code: 'VALUE_REJECTED' });
});

it('refuses an archive that was cut off or changed, wherever it was', async () => {
  const bytes = zipFile({ 'a.xml': 'one two three four five' });
  for (let at = 0; at < bytes.length; at += 1) {
    const cut = unpack(bytes.subarray(0, at), 'a.xml');
    await expect(cut, `cut off at ${at}`).rejects.toMatchObject({ code: 'VALUE_REJECTED' });
    const changed = Buffer.from(bytes);
    changed.writeUInt8((bytes[at] ?? 0) ^ 0xff, at);
    const text = await unpack(changed, 'a.xml').catch((error: unknown) => error);
    // Dates and other facts that nobody reads may change, the content may not.
    if (typeof text === 'string') expect(text, `changed at ${at}`).toBe('one two three four five');
    else expect(text, `changed at ${at}`).toMatchObject({ code: 'VALUE_REJECTED' });
  }
});
