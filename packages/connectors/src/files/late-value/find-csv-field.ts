export interface CsvField {
  /** Place in its record, from 0. */
  readonly field: number;
  /** Its text without quotes, in the encoding of the file. */
  readonly value: Buffer;
  readonly delimiter: string;
  readonly hasHeader: boolean;
}

const lineFeed = 10;
const carriageReturn = 13;
const quote = 34;

/**
 * The line, from 1, on which the first such field of a CSV text begins; undefined where there is none. Lines are
 * those of the file, also within quotes. The text is one that DuckDB took, so nothing is wrong with it.
 */
export async function findCsvField(
  text: AsyncIterable<Buffer>,
  { field: wanted, value, delimiter, hasHeader }: CsvField,
): Promise<number | undefined> {
  const divider = delimiter.charCodeAt(0);
  let line = 1;
  let fieldLine = 1;
  let field = 0;
  let isHeader = hasHeader;
  let state: 'start' | 'bare' | 'quoted' | 'ended' = 'start';
  let wasReturn = false;
  /** Bytes of the value that the field begins with; -1 when it is another. */
  let matched = 0;
  // An empty field that is in no quotes is NULL.
  const isFound = (): boolean =>
    !isHeader && field === wanted && matched === value.length && (state !== 'start' || matched > 0);

  for await (const chunk of withoutMark(text)) {
    for (const byte of chunk) {
      const isEnd = byte === lineFeed || byte === carriageReturn;
      if (byte === lineFeed && wasReturn && state !== 'quoted') {
        wasReturn = false;
        continue;
      }
      wasReturn = byte === carriageReturn;
      if (state !== 'quoted' && (byte === divider || isEnd)) {
        if (isFound()) return fieldLine;
        if (isEnd) {
          line += 1;
          isHeader = false;
        }
        field = isEnd ? 0 : field + 1;
        state = 'start';
        matched = 0;
        fieldLine = line;
        continue;
      }
      if (byte === quote && state !== 'bare') {
        // The second of two is the text of one.
        const isText = state === 'ended';
        state = state === 'quoted' ? 'ended' : 'quoted';
        if (!isText) continue;
      }
      if (state === 'start') state = 'bare';
      if (byte === lineFeed) line += 1;
      matched = matched >= 0 && value[matched] === byte ? matched + 1 : -1;
    }
  }
  return isFound() ? fieldLine : undefined;
}

/** Without the byte order mark at its beginning. */
async function* withoutMark(text: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let isFirst = true;
  for await (const chunk of text) {
    const isMarked = isFirst && chunk.subarray(0, 3).toString('hex') === 'efbbbf';
    isFirst = false;
    yield isMarked ? chunk.subarray(3) : chunk;
  }
}
