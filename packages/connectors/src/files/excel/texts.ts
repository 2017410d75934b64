import { refusedWorkbook } from './refusal.ts';
import { readXml, type XmlListener } from './xml.ts';
import type { ZipArchive } from './zip-archive.ts';

/** What the shared texts of a workbook may take in memory. */
const mostBytes = 256 * 1024 * 1024;
/** Of a text beside its letters. */
const overheadBytes = 48;

/**
 * Listens to the text of `<si>` and `<is>`: runs of one format are put together, and what is said how to
 * pronounce it is left out.
 */
export class TextListener implements XmlListener {
  readonly #element: string;
  readonly #onText: (text: string) => void;
  #text: string | undefined;
  #isLetters = false;
  #isSpoken = false;

  constructor(element: 'si' | 'is', onText: (text: string) => void) {
    this.#element = element;
    this.#onText = onText;
  }

  open(name: string): void {
    if (name === this.#element) this.#text = '';
    else if (name === 'rPh') this.#isSpoken = true;
    else if (name === 't') this.#isLetters = !this.#isSpoken;
  }

  text(text: string): void {
    if (this.#isLetters && this.#text !== undefined) this.#text = joinText(this.#text, text);
  }

  close(name: string): void {
    if (name === 't') this.#isLetters = false;
    else if (name === 'rPh') this.#isSpoken = false;
    else if (name === this.#element && this.#text !== undefined) {
      this.#onText(unescapeText(this.#text));
      this.#text = undefined;
    }
  }
}

/** The texts that cells refer to by number. Throws VALUE_REJECTED where they would fill the memory. */
export async function readSharedTexts(
  archive: ZipArchive,
  part: string | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const texts: string[] = [];
  if (part === undefined || !archive.has(part)) return texts;
  let sizeBytes = 0;
  const listener = new TextListener('si', (text) => {
    sizeBytes += 2 * text.length + overheadBytes;
    if (sizeBytes > mostBytes) {
      throw refusedWorkbook(
        archive,
        `its texts take more than ${mostBytes / 1024 / 1024} MiB of memory. Save the sheet as CSV`,
      );
    }
    texts.push(text);
  });
  await readXml(archive.read(part, signal), listener, (problem) =>
    refusedWorkbook(archive, problem),
  );
  return texts;
}

/**
 * Joins what comments and runs divide. What is longer than any cell may be, even with all its characters escaped,
 * is cut, and refused as too long by whoever uses it.
 */
export function joinText(text: string, more: string): string {
  return text.length > 262_144 ? text : text + more;
}

/** `_x000D_` is how characters are written that XML does not have (ECMA-376 part 1, 22.9.2.19). */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(/_x([0-9a-f]{4})_/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
