import { lookUp, longestPhrase } from '../lexicon/lexicon.ts';
import { correctSpelling } from '../lexicon/misspellings.ts';
import type { Sense } from '../lexicon/sense.ts';
import { scan, type RawToken } from './scan.ts';
import type { Token } from './token.ts';

/** Lower case, ё as е: how words are compared everywhere. */
export function fold(text: string): string {
  if (/^[ -~]*$/.test(text)) return text.toLowerCase();
  return text.normalize('NFC').toLowerCase().replaceAll('ё', 'е').replaceAll('’', "'");
}

/** Text to tokens with the senses of each; phrases of the lexicon ("new york") become one token. */
export function tokenise(text: string): Token[] {
  const raw = scan(text).flatMap(splitSystem);
  const tokens: Token[] = [];
  let at = 0;
  while (at < raw.length) {
    const length = longestPhrase(phraseAt(raw, at));
    const token = join(text, raw, at, Math.max(1, length));
    if (token === null) break;
    tokens.push(token);
    at += Math.max(1, length);
  }
  return tokens;
}

/** `mysql.crm.leads` is a system and a table; `mysql.user` a table of its own schema. */
function splitSystem(token: RawToken): RawToken[] {
  const parts = token.kind === 'name' && !token.quoted ? token.text.split('.') : [];
  const [system = ''] = parts;
  const isSystem = lookUp(fold(system)).some(
    ({ tag, value }) => tag === 'system' && value !== 'files' && value !== 'xml',
  );
  if (parts.length < 3 || !isSystem) return [token];
  const middle = token.start + system.length;
  return [
    { kind: 'word', text: system, start: token.start, end: middle, quoted: false },
    { ...token, text: token.text.slice(system.length + 1), start: middle + 1 },
  ];
}

function sensesOf(lower: string): readonly Sense[] {
  const ordinal = /^(\d{1,2})(?:st|nd|rd|th|-?го|-?ое|-?е|-?[йяю]|-?му|-?ой)$/u.exec(lower);
  return ordinal === null ? lookUp(lower) : [{ tag: 'ordinal', value: Number(ordinal[1]) }];
}

/** A word as folded; one that is known to nobody and near a word of the lexicon, as that word. */
function meant(token: RawToken): string {
  const lower = shorthand.get(fold(token.text)) ?? fold(token.text);
  if (token.kind !== 'word' || token.quoted || sensesOf(lower).length > 0) return lower;
  return correctSpelling(lower) ?? lower;
}

const units: ReadonlyMap<string, string> = new Map([
  ['h', 'hours'],
  ['d', 'days'],
  ['w', 'weeks'],
  ['m', 'minutes'],
  ['s', 'seconds'],
]);

/** "every 6h", "24h": the letter right behind a number is a unit; `m` may mean much else, but not behind "every". */
function unitBehind(raw: readonly RawToken[], at: number): string | null {
  const token = raw[at];
  const number = raw[at - 1];
  if (token === undefined || number?.kind !== 'number' || number.end !== token.start) return null;
  const unit = units.get(fold(token.text)) ?? null;
  const isLed = /^(?:every|each|wait|pause|delay)$/iu.test(raw[at - 2]?.text ?? '');
  const isGap = /^(?:apart|between|later|delay|pause|gap|wait|backoff)$/iu.test(
    raw[at + 1]?.text ?? '',
  );
  const isSure = unit !== 'minutes' || isLed || isGap;
  return isSure ? unit : null;
}

const shorthand: ReadonlyMap<string, string> = new Map([
  ['w/', 'with'],
  ['w/o', 'without'],
  ['hrly', 'hourly'],
  ['wkly', 'weekly'],
  ['evry', 'every'],
  ['biz', 'business'],
]);
const maxPhrase = 5;

function phraseAt(raw: readonly RawToken[], at: number): string[] {
  const words: string[] = [];
  for (const token of raw.slice(at, at + maxPhrase)) {
    if (token.quoted || (token.kind === 'mark' && token.text !== "'")) break;
    words.push(meant(token));
  }
  return words;
}

function join(text: string, raw: readonly RawToken[], at: number, count: number): Token | null {
  const first = raw[at];
  const last = raw[at + count - 1];
  if (first === undefined || last === undefined) return null;
  if (count === 1) {
    const lower = unitBehind(raw, at) ?? meant(first);
    return { ...first, lower, senses: first.quoted ? [] : sensesOf(lower) };
  }
  const phrase = raw.slice(at, at + count).map(meant);
  return {
    kind: 'word',
    text: text.slice(first.start, last.end),
    lower: phrase.join(' '),
    start: first.start,
    end: last.end,
    quoted: false,
    senses: lookUp(phrase.join(' ')),
  };
}
