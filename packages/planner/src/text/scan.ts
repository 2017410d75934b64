import type { TokenKind } from './token.ts';

/** A token before its words are looked up. */
export interface RawToken {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
  readonly number?: number;
}

const quotes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['«', '»'],
  ['“', '”'],
  ['„', '“'],
  ['‘', '’'],
]);
const maxQuoted = 300;

/**
 * Patterns are sticky, tried in this order, and each reads a run of characters that the token it
 * gives up to consumes as well: the scan is linear whatever the text.
 */
const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ['path', /[a-z][a-z0-9+]{1,15}:\/\/[^\s"'«»<>]+/iuy],
  ['email', /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}\.[\p{L}\p{N}.-]{1,190}/uy],
  ['handle', /[#@][\p{L}\p{N}_][\p{L}\p{N}_.-]*/uy],
  ['date', /\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?Z?)?(?![\p{L}\p{N}])/uy],
  ['date', /\d{4}([/.])\d{1,2}\1\d{1,2}(?![\p{L}\p{N}])/uy],
  ['date', /\d{1,2}[/.]\d{1,2}[/.]\d{4}(?![\p{L}\p{N}])/uy],
  ['time', /\d{1,2}:\d{2}(?::\d{2})?(?!\p{N}|:\d)/uy],
  ['time', /\d{1,2}\.\d{2}(?=\s?(?:am|pm)(?![\p{L}\p{N}]))/iuy],
  // US/DE/FR are codes; the first of them is a word, the bars between them are marks.
  ['word', /\p{Lu}{2,8}(?=\/\p{Lu}{2,8}(?:\/\p{Lu}{2,8})*(?![\p{L}\p{N}_./*-]))/uy],
  // Mon/Wed/Fri and вт/чт are days, and no folders.
  [
    'word',
    /(?:mon|tue|wed|thu|fri|sat|sun|tues|weds|thur|thurs|пн|вт|ср|чт|пт|сб|вс)(?=\/(?:mon|tue|wed|thu|fri|sat|sun|tues|weds|thur|thurs|пн|вт|ср|чт|пт|сб|вс)(?![\p{L}\p{N}_.-]))/iuy,
  ],
  ['word', /w\/o?(?=\s)/iuy],
  // The full stops of an abbreviation end no sentence.
  ['word', /(?:i\.e\.|e\.g\.|т\.е\.)(?![\p{L}\p{N}])/iuy],
  // "one-minute averages" is told as "1-minute averages" is.
  [
    'word',
    /(?:one|two|three|five|ten|fifteen|twenty|thirty)(?=-(?:second|minute|hour)s?(?![\p{L}\p{N}_-]))/iuy,
  ],
  ['path', /(?<![\p{L}\p{N}])\/[\p{L}\p{N}_~-][\p{L}\p{N}_.*+#/~{}-]*/uy],
  ['word', /\d{1,2}(?:st|nd|rd|th|-?го|-?ое|-?е|-?[йяю]|-?му|-?ой)(?![\p{L}\p{N}_])/iuy],
  ['number', /\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\p{L}\p{N}_])/uy],
  ['number', /\d+(?:\.\d+)?(?![\p{N}_]|\.\p{L})/uy],
  ['name', /[\p{L}\p{N}_][\p{L}\p{N}_-]*(?:[./][\p{L}\p{N}_*+#-]+)+\/?/uy],
  ['word', /[\p{L}\p{N}_][\p{L}\p{N}_$-]*(?:['’](?:s|t|re|ll|ve|clock)(?!\p{L}))?/iuy],
  ['mark', /->|<-(?=\s)|←|=>|>=|<=|<>|!=|==|:(?=[a-z_])|[^\s]/iuy],
];
const counted = /^(?:one|two|three|five|ten|fifteen|twenty|thirty)$/iu;
const cron =
  /[\d*?L][\d*/,\-LW#?]*(?:[ \t]+(?:[\d*?L][\d*/,\-LW#?]*|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[-,][a-z]{3}){0,6})(?![\p{L}\p{N}_:.])){4,6}/iuy;
const fileExtension = /\.(?:csv|tsv|json|jsonl|ndjson|parquet|xlsx?|xml|txt|avro|orc|gz|zip)\/?$/iu;

/** Cuts text into raw tokens, in one pass. White space and zero-width characters separate. */
export function scan(text: string): RawToken[] {
  const tokens: RawToken[] = [];
  let at = 0;
  while (at < text.length) {
    const token = /[\s\u200b-\u200f\u2060\ufeff]/u.test(text.charAt(at))
      ? null
      : (readQuoted(text, at) ??
        readExpression(text, at) ??
        readKey(text, at) ??
        readCron(text, at, tokens) ??
        readPattern(text, at));
    if (token === null) at += 1;
    else {
      tokens.push(token);
      at = token.end;
      const counts = token.kind === 'number' || counted.test(token.text);
      if (counts && /-\p{L}/uy.test(text.slice(at, at + 3))) at += 1;
    }
  }
  return tokens;
}

function readQuoted(text: string, at: number): RawToken | null {
  const close = quotes.get(text.charAt(at));
  if (close === undefined || /[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return null;
  const end = text.slice(at + 1, at + 1 + maxQuoted).indexOf(close);
  const content = end < 0 ? '' : text.slice(at + 1, at + 1 + end).trim();
  if (content === '') return null;
  const kind: TokenKind = matchAll(cron, content) ? 'cron' : 'name';
  return { kind, text: content, start: at, end: at + end + 2, quoted: true };
}

const expression = /\^\S{1,200}\$(?=[\s,;.)]|$)/uy;

/** `^CL-[0-9]{6}$`: a regular expression from its anchor to its anchor, as if it were quoted. */
function readExpression(text: string, at: number): RawToken | null {
  const found = text.charAt(at) === '^' ? match(expression, text, at) : null;
  if (found === null) return null;
  return { kind: 'name', text: found, start: at, end: at + found.length, quoted: true };
}

const redisKey =
  /(?!(?:keys?|hash|set|under|as|to|in|db):)[\p{L}\p{N}_-]+(?::[\p{L}\p{N}_{}*-]+)+/uy;

/** `best:today` in Redis is one name. */
function readKey(text: string, at: number): RawToken | null {
  if (!/redis[^.;:]{0,30}\s$/iu.test(text.slice(Math.max(0, at - 40), at))) return null;
  const found = match(redisKey, text, at);
  if (found === null || /^\d+:\d+$/u.test(found)) return null;
  return { kind: 'name', text: found, start: at, end: at + found.length, quoted: false };
}

/** Digits alone are no cron, unless the word cron stands before them or a field has a star. */
function readCron(text: string, at: number, before: readonly RawToken[]): RawToken | null {
  const found = match(cron, text, at)?.replace(/[,-]+$/u, '');
  if (found === undefined) return null;
  const named = before.slice(-2).some((token) => /^(?:cron|крон)/iu.test(token.text));
  if (!named && !/[*?]/u.test(found)) return null;
  return { kind: 'cron', text: found, start: at, end: at + found.length, quoted: false };
}

function readPattern(text: string, at: number): RawToken | null {
  for (const [kind, pattern] of patterns) {
    const found = match(pattern, text, at);
    if (found !== null) return finish(kind, found, at);
  }
  return null;
}

function finish(kind: TokenKind, found: string, start: number): RawToken {
  const text = kind === 'word' ? found.replace(/-+$/u, '') || found : trimEnd(kind, found);
  const end = start + text.length;
  if (kind === 'number') {
    return { kind, text, start, end, quoted: false, number: Number(text.replaceAll(',', '')) };
  }
  if (kind === 'name' && fileExtension.test(text)) {
    return { kind: 'path', text, start, end, quoted: false };
  }
  if (kind === 'word' && /[_$]|\p{L}\d|\p{Ll}\p{Lu}|\p{L}-\d/u.test(text)) {
    return { kind: 'name', text, start, end, quoted: false };
  }
  return { kind, text, start, end, quoted: false };
}

/** A dot, comma or bracket at the end of a name or address belongs to the sentence. */
function trimEnd(kind: TokenKind, found: string): string {
  if (kind !== 'path' && kind !== 'email' && kind !== 'handle' && kind !== 'name') return found;
  let end = found.length;
  while (end > 1 && '.,;:!?)]}-'.includes(found.charAt(end - 1))) end -= 1;
  return found.slice(0, end);
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found === null || found[0] === '' ? null : found[0];
}

function matchAll(pattern: RegExp, text: string): boolean {
  return match(pattern, text, 0)?.length === text.length;
}
