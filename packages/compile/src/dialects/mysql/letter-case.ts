import type { FunctionPrinter } from '../dialect.ts';
import { atom } from '../fragment.ts';
import { argument } from '../functions.ts';
import { guarded } from './fail.ts';

/**
 * Code points that UPPER of MariaDB 10.11 leaves alone or maps otherwise than Unicode does. Measured over
 * all of them, then widened where many stand close together: rare letters and whole scripts.
 */
const unknownToUpper =
  '149 180 19a-19b 19e 1f0 23c-252 25c-266 26a-271 27d-29e 371-37d 390 3b0 3d7-3d9 3f2-3fb 48b 4c6 4ca ' +
  '4ce-4cf 4f7 4fb-52f 587 10d0-10ff 13f8-13fd 1c80-1c8a 1d79-1d8e 1e96-1e9a 1efb-1eff 1f50 1f52 1f54 ' +
  '1f56 1f80-1ffc 214e 2184 2c30-2d2d a641-a7f6 ab53-abbf fb00-fb17 10428-1e943';

/** The same of LOWER. */
const unknownToLower =
  '130 220 23a-24e 370-37f 3cf 3d8 3f4-3ff 48a 4c0 4c5 4c9 4cd 4f6 4fa-52e 10a0-10cd 13a0-13f5 1c89-1cbf ' +
  '1e9e 1efa-1efe 2132 2183 2c00-2cf2 a640-a7f5 10400-1e921';

/** Where it ends a word, sigma has another small letter. */
const finalSigma = 'Σ(?![A-Za-zͰ-Ͽ])';

function letters(codePoints: string): string {
  const ranges = codePoints.split(' ').map((range) =>
    range
      .split('-')
      .map((one) => String.fromCodePoint(Number.parseInt(one, 16)))
      .join('-'),
  );
  return `[${ranges.join('')}]`;
}

/** The case of a letter that the database does not know is an error rather than the letter itself. */
const letterCase =
  (mapped: (text: string) => string, unknown: string): FunctionPrinter =>
  (call, printer) => {
    const text = printer.print(argument(call, 0));
    return atom(
      guarded(`${text} NOT REGEXP '${unknown}'`, mapped(text), {
        reason: `a letter whose ${call.name} case is not known`,
        args: [text],
        typeName: 'CHAR',
      }),
    );
  };

/** Upper and lower case of all of Unicode, or an error. */
export const letterCaseFunctions: Readonly<Record<string, FunctionPrinter>> = {
  upper: letterCase((text) => `UPPER(REPLACE(${text}, 'ß', 'SS'))`, letters(unknownToUpper)),
  lower: letterCase((text) => `LOWER(${text})`, `${letters(unknownToLower)}|${finalSigma}`),
};
