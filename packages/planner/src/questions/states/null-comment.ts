import { isParticiple } from './verb-root.ts';

/** What an empty or filled column means by its comment: "NULL while active", "set when the account was closed". */
export interface NullMeaning {
  /** Words of the state, lower case, small words left out. */
  readonly words: readonly string[];
  /** As it stands. */
  readonly phrase: string;
  /** It is one word, or what has to be done for the column to be filled: a word alone says it. */
  readonly isPlain: boolean;
  /** The column is empty while the state holds. */
  readonly isEmpty: boolean;
}

const said =
  /\b(?:null|nil|empty|blank|unset|not set)\b\s*(?:,\s*)?(while|until|till|unless|when|if|where|before|means|for|=|:|→|-)?\s*([^,;.()]+)/giu;
const small: ReadonlySet<string> = new Set(
  'the a an it its is are was were has have been be still yet to this that of in on by and they he she row up out so far not no never nobody none only'.split(
    ' ',
  ),
);
/** "NULL for who opened the account": what it is of, and no state. */
const isOfSomebody = /^(?:who|whoever|those who|whom)\b/iu;
const within: ReadonlySet<string> = new Set('in on at of out up by with from to for'.split(' '));
const negative: ReadonlySet<string> = new Set(['not', 'no', 'never', 'nobody', 'none']);

/** "set when the account was closed": what is said last was done. */
const filled =
  /\b(?:set|filled(?: in)?|given|present|stamped|written)\s+(?:when|once|after|as soon as|on)\s+([^,;.()]+)/giu;

/** All states that a comment ties to emptiness, or to a value. Pure. */
export function nullMeanings(comment: string | undefined): readonly NullMeaning[] {
  if (comment === undefined) return [];
  const set = [...comment.slice(0, 500).matchAll(filled)].flatMap(([, phrase]): NullMeaning[] => {
    const words = ((phrase ?? '').toLowerCase().match(/[a-z]+/gu) ?? []).filter(
      (word) => !small.has(word),
    );
    const done = words.at(-1);
    return done === undefined
      ? []
      : [{ words: [done], phrase: (phrase ?? '').trim(), isPlain: true, isEmpty: false }];
  });
  return [...set, ...emptyMeanings(comment)];
}

function emptyMeanings(comment: string): readonly NullMeaning[] {
  return [...comment.slice(0, 500).matchAll(said)].flatMap(([, link, phrase]): NullMeaning[] => {
    const all = (phrase ?? '').toLowerCase().match(/[a-z]+/gu) ?? [];
    const words = all.filter((word) => !small.has(word));
    if (words.length === 0 || words.length > 4 || isOfSomebody.test(phrase ?? '')) return [];
    const isAfter = ['until', 'till', 'unless', 'before'].includes(link?.toLowerCase() ?? '');
    const isNegated = all.some((word) => negative.has(word));
    const isTied = link !== undefined && /^\p{L}/u.test(link);
    const isPlain = words.some(isParticiple)
      ? isTied
      : words.length === 1 && !all.some((word) => within.has(word));
    return [{ words, phrase: (phrase ?? '').trim(), isPlain, isEmpty: isAfter === isNegated }];
  });
}
