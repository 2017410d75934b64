import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { UndoEscapes } from './undo-escapes.ts';

async function undo(text: string, blockBytes: number): Promise<string> {
  const bytes = Buffer.from(text);
  const blocks = Array.from({ length: Math.ceil(bytes.length / blockBytes) }, (_, index) =>
    bytes.subarray(index * blockBytes, (index + 1) * blockBytes),
  );
  const chunks: Buffer[] = [];
  for await (const chunk of Readable.from(blocks).pipe(new UndoEscapes())) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('escapes that MySQL does not know', () => {
  it.each([
    ['a\\fb\\vc', 'a\fb\vc'],
    ['a\\\\fb', 'a\\\\fb'],
    ['a\\\\\\fb', 'a\\\\\fb'],
    ['\\N\\t\\n\\r\\b\\\\', '\\N\\t\\n\\r\\b\\\\'],
    ['ends with\\\\', 'ends with\\\\'],
    ['\\f', '\f'],
    ['', ''],
  ])('%j becomes %j wherever blocks are cut', async (given, wanted) => {
    for (const size of [1, 2, 3, 100]) expect(await undo(given, size)).toBe(wanted);
  });
});
