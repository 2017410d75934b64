const lineFeed = 10;
const opening = '{'.charCodeAt(0);
const closing = '}'.charCodeAt(0);

/**
 * The line, from 1, of the object of that number, from 1, where each line holds one; undefined where lines hold
 * something else, as in a JSON array.
 */
export async function findJsonLine(
  text: AsyncIterable<Buffer>,
  wanted: number,
): Promise<number | undefined> {
  let line = 1;
  let objects = 0;
  /** Of the line: its first and last byte that are no white space. */
  let first = 0;
  let last = 0;
  for await (const chunk of text) {
    for (const byte of chunk) {
      if (byte !== lineFeed) {
        if (byte <= 32) continue;
        if (first === 0) first = byte;
        last = byte;
        continue;
      }
      if (first !== 0) {
        if (first !== opening || last !== closing) return undefined;
        objects += 1;
        if (objects === wanted) return line;
      }
      line += 1;
      first = 0;
    }
  }
  const isObject = first === opening && last === closing;
  return isObject && objects + 1 === wanted ? line : undefined;
}
