import { AiEtlError } from '@ai-etl/core';
import type { FoundFile } from '../find-files.ts';
import { openUnpacked } from '../packed-file.ts';
import type { Folder } from '../settings.ts';
import { csvStates, state } from './states.ts';

/** What the first line of a CSV file tells. */
export interface CsvHeader {
  readonly names: readonly string[];
  readonly delimiter: string;
}

/** A first line that is longer is no header. */
const longestHeader = 1024 * 1024;
/** What may stand between fields where the settings do not say it. */
const delimiters = [',', ';', '\t', '|'];
const headerStates = csvStates(delimiters.join(''));
/** For any character that is not ASCII. */
const otherText = 'x'.charCodeAt(0);

/** Reads the first record of a file. Throws VALUE_REJECTED that names the file. */
export async function readCsvHeader(file: FoundFile, folder: Folder): Promise<CsvHeader> {
  const text = decodeStart(await readStart(file), file, folder);
  const end = recordEnd(text);
  if (end === undefined && text.length >= longestHeader / 4) {
    throw rejected(file, 'the first line is too long, or a quote in it is not closed');
  }
  const line = text.slice(0, end ?? text.length);
  if (line === '') throw rejected(file, 'the first line is empty, so no columns are known');
  const delimiter = file.format.isTsv ? '\t' : (folder.delimiter ?? likelyDelimiter(line));
  const fields = splitRecord(line, delimiter);
  if (fields === undefined) throw rejected(file, 'a quote in the first line is not closed');
  const names = fields.map((field, index) =>
    folder.hasHeader && field.trim() !== '' ? field : `column_${index + 1}`,
  );
  requireDistinct(names, file);
  return { names, delimiter };
}

/** At most the first MiB, unpacked. */
async function readStart(file: FoundFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of openUnpacked(file, undefined)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= longestHeader || isWhole(chunks)) break;
  }
  return Buffer.concat(chunks);
}

/** True when a line ends outside of quotes. */
function isWhole(chunks: readonly Buffer[]): boolean {
  return recordEnd(Buffer.concat(chunks).toString('latin1')) !== undefined;
}

function decodeStart(bytes: Buffer, file: FoundFile, { encoding }: Folder): string {
  if (encoding === 'latin-1') return bytes.toString('latin1');
  const first = bytes.subarray(0, 2).toString('hex');
  if (first === 'fffe' || first === 'feff') throw rejected(file, 'it is UTF-16; make it UTF-8');
  // Only whole lines: a cut may divide a character.
  const end = Math.max(bytes.lastIndexOf(10), bytes.lastIndexOf(13));
  const text = bytes.subarray(0, end < 0 ? bytes.length : end + 1);
  return text.toString('utf8').replace(/^\uFEFF/, '');
}

/** The line end of the first record, which is in no quotes. */
function recordEnd(text: string): number | undefined {
  let now: number = state.row;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    now = headerStates[(now << 8) | (code < 128 ? code : otherText)] ?? state.bare;
    if (now === state.row) return at;
  }
  return undefined;
}

/** The candidate that stands most often outside of quotes; a comma when none does. */
function likelyDelimiter(line: string): string {
  const bare = line.replaceAll(/"(?:[^"]|"")*"/g, '');
  const count = (one: string): number => bare.split(one).length;
  return delimiters.reduce((best, one) => (count(one) > count(best) ? one : best));
}

function splitRecord(line: string, delimiter: string): readonly string[] | undefined {
  const fields: string[] = [];
  let rest = line;
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(rest);
    if (quoted === null && rest.startsWith('"')) return undefined;
    const cut = rest.indexOf(delimiter);
    const length = quoted === null ? (cut < 0 ? rest.length : cut) : quoted[0].length;
    fields.push(quoted?.[1]?.replaceAll('""', '"') ?? rest.slice(0, length));
    if (length >= rest.length) return fields;
    if (!rest.startsWith(delimiter, length)) return undefined;
    rest = rest.slice(length + delimiter.length);
  }
}

function requireDistinct(names: readonly string[], file: FoundFile): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name.toLowerCase())) {
      throw rejected(file, `the header names the column "${name}" twice, in any case of letters`);
    }
    seen.add(name.toLowerCase());
  }
}

function rejected({ name }: FoundFile, problem: string): AiEtlError {
  return new AiEtlError('VALUE_REJECTED', `${name}, line 1: ${problem}.`);
}
