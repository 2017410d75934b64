import { lemma } from '../lexicon/lemma.ts';
import { russianNumbers, russianScales } from '../lexicon/russian/numbers.ts';
import { isCyrillic, russianStem } from '../lexicon/russian/stem.ts';
import { fold } from '../text/tokenise.ts';

/** A piece of a question. `start` and `end` are offsets into it as typed. */
export interface Word {
  readonly kind: 'word' | 'number' | 'quoted' | 'mark';
  /** As typed, quotes taken off. */
  readonly text: string;
  readonly lower: string;
  readonly lemma: string;
  readonly start: number;
  readonly end: number;
  /** Numbers, also those spelled out: the value. */
  readonly value?: number;
  /** "200 m", whose value is 200 million: the number before the letter, which may stand for metres too. */
  readonly metres?: number;
}

const spelled: ReadonlyMap<string, number> = new Map([
  ['zero', 0],
  ['one', 1],
  ['two', 2],
  ['three', 3],
  ['four', 4],
  ['five', 5],
  ['six', 6],
  ['seven', 7],
  ['eight', 8],
  ['nine', 9],
  ['ten', 10],
  ['eleven', 11],
  ['twelve', 12],
  ['twenty', 20],
  ['thirty', 30],
  ['fifty', 50],
  ['hundred', 100],
  ['once', 1],
  ['twice', 2],
  ...russianNumbers,
]);

/** The number that a word spells; null for others. */
export function spelledNumber(word: string): number | null {
  return spelled.get(word) ?? null;
}

/** Forms that no rule of endings finds. */
const irregular: ReadonlyMap<string, string> = new Map([
  ['taught', 'teach'],
  ['wrote', 'write'],
  ['written', 'write'],
  ['bought', 'buy'],
  ['sold', 'sell'],
  ['won', 'win'],
  ['sang', 'sing'],
  ['sung', 'sing'],
  ['flew', 'fly'],
  ['flown', 'fly'],
  ['drove', 'drive'],
  ['driven', 'drive'],
  ['paid', 'pay'],
  ['sent', 'send'],
  ['built', 'build'],
  ['led', 'lead'],
  ['lost', 'lose'],
  ['spoke', 'speak'],
  ['spoken', 'speak'],
]);

const scales: ReadonlyMap<string, number> = new Map([
  ['k', 1e3],
  ['thousand', 1e3],
  ['m', 1e6],
  ['mln', 1e6],
  ['million', 1e6],
  ['millions', 1e6],
  ['billion', 1e9],
  ['bn', 1e9],
  ...russianScales,
]);

const piece =
  /"([^"\n]*)"|“([^”\n]*)”|«([^»\n]*)»|(?<![\p{L}\p{N}])['‘’`]([^'’`\n]{1,80})['’`](?![\p{L}\p{N}])|\d{1,2}[./]\d{1,2}[./]\d{4}(?![\p{L}\p{N}])|((?:(?<=\s)-)?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?))(k|m|bn)?(?![\p{L}\p{N}_-])|[\p{L}\p{N}_]+(?:(?:[-.@&/]|['’](?!s\b))[\p{L}\p{N}_]+)*|['’]s\b|(?<=s)['’](?=\s+\p{L})|[^\s]/gu;

/** Russian writes 10 000,5 for 10,000.5. */
const russianNumber = /(?<![\p{L}\p{N}.,])\d{1,3}(?:[  ]\d{3})*(?:,\d{1,2})?(?![\p{L}\p{N},])/gu;

/** Splits a question into words. What stands in quotes is one piece. Pure. */
export function splitWords(question: string): readonly Word[] {
  const words: Word[] = [];
  for (const match of plainNumbers(question).matchAll(piece)) {
    const [whole, ...groups] = match;
    const at = { start: match.index, end: match.index + whole.length };
    const inQuotes = groups.slice(0, 4).find((group) => group !== undefined);
    if (inQuotes !== undefined) {
      const lower = fold(inQuotes.trim());
      words.push({ kind: 'quoted', text: inQuotes.trim(), lower, lemma: lower, ...at });
    } else if (/^['’]$/u.test(whole) && words.at(-1)?.end === at.start)
      // "Peeters' supervisor"
      words.push(plain("'s", at));
    else if (groups[4] === undefined) words.push(plain(whole, at));
    else {
      const said = Number(groups[4].replaceAll(',', ''));
      const value = said * (scales.get(groups[5] ?? '') ?? 1);
      const lower = whole.toLowerCase();
      const number = { kind: 'number', text: whole, lower, lemma: lower, value, ...at } as const;
      words.push(groups[5] === 'm' ? { ...number, metres: said } : number);
    }
  }
  return scaled(words);
}

/** Numbers as English writes them, each as long as it was. */
function plainNumbers(question: string): string {
  const split = question.replaceAll(/(?<!\p{L})(top|топ)-(?=\d)/giu, '$1 ');
  if (!/\p{Script=Cyrillic}/u.test(split)) return split;
  return split.replaceAll(russianNumber, (said) => {
    const value = said.replaceAll(/[  ]/gu, '').replace(',', '.');
    return value.padStart(said.length, '0');
  });
}

function plain(text: string, at: { readonly start: number; readonly end: number }): Word {
  const lower = fold(text);
  const value = spelled.get(lower);
  if (value !== undefined) return { kind: 'number', text, lower, lemma: lower, value, ...at };
  const isWord = /[\p{L}\p{N}]/u.test(text) && lower !== "'s";
  return {
    kind: isWord ? 'word' : 'mark',
    text,
    lower,
    lemma: letters.test(text) ? lower.slice(0, -1) : wordLemma(lower),
    ...at,
  };
}

/** "POs", "SKUs": several of what goes by letters. */
const letters = /^\p{Lu}{2,4}s$/u;

/** The word in other letters, in its place of the text. */
export function saidAs(word: Word, text: string): Word {
  return { ...word, text, lower: text, lemma: wordLemma(text) };
}

/** The form under which a word is compared: English ones by their singular, Russian ones by their stem. */
export function wordLemma(lower: string): string {
  return isCyrillic(lower) ? russianStem(lower) : (irregular.get(lower) ?? lemma(lower));
}

/** Whether a name, by its last word, is said of one thing. Lower case. */
export function isSingular(name: string): boolean {
  const last = name.split(' ').at(-1) ?? '';
  return isCyrillic(last) ? !/[ыи]$/u.test(last) : wordLemma(last) === last;
}

/** "5 million" is one number, and so is "one and a half". */
function scaled(words: readonly Word[]): readonly Word[] {
  const joined: Word[] = [];
  let skipped = 0;
  for (const [at, word] of words.entries()) {
    if (skipped > 0) {
      skipped -= 1;
      continue;
    }
    const before = joined.at(-1);
    const half = words[at + 2];
    const isHalf = half?.lower === 'half' && word.lower === 'and' && words[at + 1]?.lower === 'a';
    if (isHalf && before?.kind === 'number' && before.value !== undefined) {
      const value = before.value + 0.5;
      joined[joined.length - 1] = { ...before, end: half.end, value, text: String(value) };
      skipped = 2;
      continue;
    }
    const scale = scales.get(word.lower);
    if (before?.value === undefined || before.kind !== 'number' || scale === undefined) {
      joined.push(word);
      continue;
    }
    const value = before.value * scale;
    const metres = word.lower === 'm' || word.lower === 'м' ? { metres: before.value } : {};
    joined[joined.length - 1] = { ...before, end: word.end, value, text: String(value), ...metres };
  }
  return joined;
}

/** Whether a word is a number or a range of two: 8, eight, 8-12. */
export function saysNumber(word: Word | undefined): boolean {
  return word?.value !== undefined || /^\d+[-–]\d+$/u.test(word?.lower ?? '');
}
