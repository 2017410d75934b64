import type { Evidence } from '../ir/index.ts';

const letterOrDigit = /[\p{L}\p{N}]/u;

/** Where a quote stands in the text; case and white space may differ. Null: nowhere. */
export function findQuote(text: string, quote: string): Evidence | null {
  const words = quote.trim().split(/\s+/u);
  if (!letterOrDigit.test(quote) || quote.length > text.length + 100) return null;
  const pattern = words.map((word) => escape(word)).join(String.raw`\s+`);
  const found = new RegExp(pattern, 'iu').exec(text);
  if (found === null) return null;
  return { start: found.index, end: found.index + found[0].length, text: found[0] };
}

function escape(word: string): string {
  return word.replaceAll(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`);
}
