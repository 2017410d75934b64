import type { Word } from '../words.ts';

const phrase =
  /^(?:, )?(?:including|also|even|as well as|and also|incl|включая|в том числе)(?: (?:the|those|all|any|ones|тех|те))?(?: [\p{L}-]+)? (?:without|with no|with zero|with none|(?:that|who|which) (?:have|has|had|got) (?:no|none|not any)|having no|having none|у кого нет|у которых нет|где нет|без|которых нет)(?: [\p{L}-]+){0,2}(?: [.?!])?$/u;

const skipping =
  /^(?:, )?(?:but )?(?:skipping|excluding|ignoring|omitting|leaving out|not counting|without counting|except(?: for)?)(?: (?:the|those|all|any|ones))?(?: [\p{L}-]+)? (?:without|with no|with zero|with none|(?:that|who|which) (?:have|has|had|got) (?:no|none|not any)|having no|having none)(?: [\p{L}-]+){0,2}(?: [.?!])?$/u;
const counting = /\b(?:how many|number of|count|counts|total|average|sum)\b/u;

/**
 * How many words from a place to the end say that groups of nothing are left out: "skipping venues with no concert". Where
 * rows are counted for each group, none is there anyway. 0: none do.
 */
export function skippedGroupWords(words: readonly Word[], at: number): number {
  const rest = words.slice(at);
  if (!leads.test(rest[0]?.lower ?? '')) return 0;
  const said = (part: readonly Word[]): string => part.map(({ lower }) => lower).join(' ');
  const isCounted = counting.test(said(words.slice(0, at)));
  return isCounted && rest.length > 2 && skipping.test(said(rest)) ? rest.length : 0;
}

const exceptNone =
  /^(?:, )?(?:skipping|excluding|ignoring|omitting|leaving out|except(?: for)?|but not)(?: (?:the|those|all|any|ones))*(?: [\p{L}-]+)? (?:without(?: (?:any|an?))?|with (?:no|zero)|(?:that|who|which) (?:have|has|had|got) (?:no|zero))(?= )/u;

/** How many words say that rows without others are left out: "except those with no", of which all have some. 0: none do. */
export function exceptNoneWords(words: readonly Word[], at: number): number {
  if (!leads.test(words[at]?.lower ?? '')) return 0;
  const said = words
    .slice(at, at + 8)
    .map(({ lower }) => lower)
    .join(' ');
  return exceptNone.exec(said)?.[0].split(' ').length ?? 0;
}

const leads = /^(?:,|but|skipping|excluding|ignoring|omitting|leaving|not|without|except)$/u;

/** How many words from a place to the end say that groups of nothing are wanted too: "including hotels without any". 0: none do. */
export function emptyGroupWords(words: readonly Word[], at: number): number {
  const rest = words.slice(at);
  const said = rest.map(({ lower }) => lower).join(' ');
  return rest.length > 2 && phrase.test(said) ? rest.length : 0;
}
