import { Readable } from 'node:stream';
import { AiEtlError } from '@ai-etl/core';
import { expect, it } from 'vitest';
import { readXml } from './xml.ts';

/** What a listener hears of a document that comes in pieces of so many bytes. */
const heard = async (text: string | Buffer, size: number): Promise<string> => {
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  const events: string[] = [];
  await readXml(
    Readable.from(pieces),
    {
      open: (name, attributes) =>
        events.push(
          `<${name}${[...attributes].map(([key, value]) => ` ${key}=${value}`).join('')}>`,
        ),
      text: (some) => events.push(some),
      close: (name) => events.push(`</${name}>`),
    },
    (problem) => new AiEtlError('VALUE_REJECTED', problem),
  );
  return events.join('');
};

it.each([1, 7, 10_000])('is heard in pieces of %i bytes as it is written', async (size) => {
  const document =
    '\uFEFF<?xml version="1.0"?>\r\n<!-- <no> --><x:a xmlns:x="u" b = "1>2" c=\'"\'><v>é&amp;&#x20AC;&#10;\r\n</v><e/><![CDATA[<&]]></x:a>\n';
  expect(await heard(document, size)).toBe('\n<a x=u b=1>2 c="><v>é&€\n\n</v><e></e><&</a>');
});

it.each([
  ['cut off', '<a><b>'],
  ['no document', ''],
  ['two documents', '<a/><b/>'],
  ['tags that cross', '<a><b></a></b>'],
  ['an attribute without quotes', '<a b=c/>'],
  ['an entity of its own', '<a>&hidden;</a>'],
  ['a DTD', '<!DOCTYPE a [<!ENTITY b "c">]><a/>'],
  ['bytes of another encoding', Buffer.from('<a>\xff</a>', 'latin1')],
  ['a tag without end', `<a ${'b '.repeat(700_000)}`],
  ['too many levels', '<a>'.repeat(200)],
])('with %s is refused', async (_, document) => {
  await expect(heard(document, 65_536)).rejects.toMatchObject({
    code: 'VALUE_REJECTED',
    message: expect.stringMatching(/^its XML/),
  });
});
