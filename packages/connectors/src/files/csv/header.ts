import { AiEtlError } from '@ai-etl/core';
import type { FoundFile } from '../find-files.ts';
import { openUnpacked } from '../packed-file.ts';
import { fileColumn, isKeptName } from '../kept-name.ts';
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
  const bytes = await readStart(file);
  const text = decodeStart(bytes, file, folder);
  const end = recordEnd(text);
  if (end === undefined && text.length >= longestHeader / 4) {
    throw rejected(file, 'the first line is too long, or a quote in it is not closed');
  }
  const line = text.slice(0, end ?? text.length);
  if (line === '') throw rejected(file, 'the first line is empty, so no columns are known');
  requireOneLineEnd(text, end, file);
  if (line.includes('\uFFFD') && !bytes.includes('\uFFFD')) {
    throw rejected(file, 'it is not in UTF-8; set the encoding of the connection');
  }
  const delimiter = file.format.isTsv ? '\t' : (folder.delimiter ?? likelyDelimiter(line));
  const fields = splitRecord(line, delimiter);
  if (fields === undefined) throw rejected(file, 'a quote in the first line is not closed');
  if (folder.hasHeader && isMarked(bytes) && /[\r\n]/.test(fields[0] ?? '')) {
    // DuckDB takes the quote behind the mark for text, and so the rest of the header for a row.
    throw rejected(
      file,
      'behind a byte order mark the first name holds a line end; take either out',
    );
  }
  const names = fields.map((field, index) =>
    folder.hasHeader && field.trim() !== '' ? field : `column_${index + 1}`,
  );
  requireDistinct(names, file);
  requireUsable(names, file);
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

/** True for a byte order mark of UTF-8. */
function isMarked(bytes: Buffer): boolean {
  return bytes.subarray(0, 3).toString('hex') === 'efbbbf';
}

/** True when a line ends outside of quotes. */
function isWhole(chunks: readonly Buffer[]): boolean {
  return recordEnd(Buffer.concat(chunks).toString('latin1')) !== undefined;
}

function decodeStart(bytes: Buffer, file: FoundFile, { encoding }: Folder): string {
  if (encoding === 'latin-1') {
    if (!isMarked(bytes)) return bytes.toString('latin1');
    throw rejected(file, 'it has the mark of UTF-8, and the encoding of the connection is latin-1');
  }
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

/**
 * DuckDB takes the first line end of a file, be it in quotes, for that of all rows, and drops every row without a
 * word where it is another one.
 */
function requireOneLineEnd(text: string, end: number | undefined, file: FoundFile): void {
  if (end === undefined) return;
  const own = /^(?:\r\n|\r|\n)/.exec(text.slice(end, end + 2))?.[0];
  const first = /\r\n|\r|\n/.exec(text)?.[0];
  if (own === first) return;
  throw rejected(
    file,
    'a field holds a line end of another kind than the one that ends the line, which cannot be read; take it out',
  );
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

function requireUsable(names: readonly string[], file: FoundFile): void {
  if (names.some((name) => name.includes('\0'))) throw rejected(file, 'it holds NUL bytes');
  if (!names.some(isKeptName)) return;
  throw rejected(file, `the column name ${fileColumn} is kept for other use`);
}

function rejected({ name }: FoundFile, problem: string): AiEtlError {
  return new AiEtlError('VALUE_REJECTED', `${name}, line 1: ${problem}.`);
}
