import { wordLemma } from '../words.ts';

const said: readonly RegExp[] = [
  /^(?:holds |keeps )?(?:exactly )?one (?<rows>.+?) (?:each|(?:a|per|each|in each) (?:row|record|line))$/u,
  /^(?:one|a|a single|each|every) (?:row|record|line|entry) (?:per|for each|for every|is|stands for|describes|=)(?: an?| one)? (?<rows>.+)$/u,
];
/** What says more of the rows than what they are. */
const more = /^(?:of|in|at|on|by|to|for|from|with|without|that|which|who|whose|as|made|sent)$/u;
const several = /^(?:and|or|plus|per)$/u;
const mostWords = 4;

/** What the comment of a table says that a row of it is, as lemmas: "one customer order line each". Null: nothing. Pure. */
export function rowWords(comment: string | undefined): readonly string[] | null {
  for (const part of (comment ?? '').toLowerCase().split(/[,;:.()\n]/u)) {
    const rows = said.map((one) => one.exec(part.trim())?.groups?.['rows']).find((one) => one);
    if (rows === undefined) continue;
    const words = rows.split(/\s+/u);
    const end = words.findIndex((word) => more.test(word));
    const named = end < 0 ? words : words.slice(0, end);
    // "one row per customer and day" is neither of them.
    const isOne = named.length > 0 && named.length <= mostWords && !words.some(isSeveral);
    return isOne && named.every((word) => /^\p{L}[\p{L}-]*$/u.test(word))
      ? named.map(wordLemma)
      : null;
  }
  return null;
}

function isSeveral(word: string): boolean {
  return several.test(word);
}
