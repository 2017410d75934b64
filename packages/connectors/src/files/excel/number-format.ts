import { refusedWorkbook } from './refusal.ts';
import { readXml } from './xml.ts';
import type { ZipArchive } from './zip-archive.ts';

/** What Excel shows a number as. */
export type NumberMeaning = 'number' | 'date' | 'moment' | 'time';

/**
 * Formats that have a number only (ECMA-376 part 1, 18.8.30). Those of East Asia and Thailand differ by the
 * language of the reader. `[h]:mm:ss` (46) is a span: it stays a number of days.
 */
const builtIn: ReadonlyMap<number, NumberMeaning> = new Map([
  ...numbered('date', [14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58, 71, 72]),
  ...numbered('date', [73, 74, 81]),
  ...numbered('moment', [22, 77]),
  ...numbered('time', [18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56, 75, 76, 78, 80]),
]);
/** Excel itself allows 65,490. */
const mostFormats = 100_000;

/** What a format of the user's own makes of a number. */
export function meaningOf(format: string): NumberMeaning {
  // The first of up to four parts is for positive numbers. A quote, or `\x`, `_x`, `*x`, is no field.
  const fields = format
    .replaceAll(/"[^"]*"?|[\\_*]./g, '')
    .replaceAll(/\[(?![hms]+\])[^\]]*\]/gi, '')
    .split(';', 1)[0]
    ?.toLowerCase()
    .replaceAll(/am\/pm|a\/p/g, 'h');
  if (fields === undefined || fields === 'general' || /\[/.test(fields)) return 'number';
  const hasTime = /[hs]/.test(fields);
  const hasDate = /[yd]|mmm/.test(fields) || (!hasTime && fields.includes('m'));
  if (hasDate) return hasTime ? 'moment' : 'date';
  return hasTime ? 'time' : 'number';
}

/** By the number of a style: what numbers in it are. */
export async function readNumberMeanings(
  archive: ZipArchive,
  part: string | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly NumberMeaning[]> {
  if (part === undefined || !archive.has(part)) return [];
  const own = new Map<number, NumberMeaning>();
  const styles: number[] = [];
  let isStyle = false;
  await readXml(
    archive.read(part, signal),
    {
      open: (name, attributes) => {
        if (name === 'cellXfs') isStyle = true;
        const id = Number(attributes.get('numFmtId') ?? 0);
        if (name === 'numFmt') own.set(id, meaningOf(attributes.get('formatCode') ?? ''));
        if (name === 'xf' && isStyle) styles.push(id);
        if (styles.length > mostFormats || own.size > mostFormats) {
          throw refusedWorkbook(archive, `it has more than ${mostFormats} cell formats`);
        }
      },
      close: (name) => {
        if (name === 'cellXfs') isStyle = false;
      },
    },
    (problem) => refusedWorkbook(archive, problem),
  );
  return styles.map((id) => own.get(id) ?? builtIn.get(id) ?? 'number');
}

function numbered(
  meaning: NumberMeaning,
  ids: readonly number[],
): readonly (readonly [number, NumberMeaning])[] {
  return ids.map((id) => [id, meaning] as const);
}
