import { comparesAt } from '../items/compares-at.ts';
import { spanOf } from '../items/item.ts';
import type { Word } from '../words.ts';

/** Words that ask for, or compare, what something can hold. */
export interface CapacityPhrase {
  readonly length: number;
  /** What is held, and the verb: lemmas. */
  readonly said: string;
  readonly verb: string;
  /** "how many people can": it is shown; else it is compared with the number that follows. */
  readonly isAsked: boolean;
  /** Of all of them together. */
  readonly isTotal: boolean;
  /** "room for 500": no fewer. */
  readonly isLeast: boolean;
  /** "can hold the most people": they are ranked by it. */
  readonly direction: 'asc' | 'desc' | null;
}

const plainly = { isAsked: false, isTotal: false, isLeast: false, direction: null } as const;

/** What something does with its contents, and what these do in it. */
const holds = 'hold|seat|fit|accommodate|house|carry|take|contain|sleep|store|host|transport|park';
const held =
  'sit|fit|sleep|park|stay|moor|be seated|be accommodated|be housed|be parked|be held|be stored|fit in|sit down';
const can = 'can|could|may|might|will|would|does|do';
const nounWords = '[\\p{L}-]+(?: [\\p{L}-]+)?';
const asks = '(?:how (?:many|much)|(?:the )?(?:total |maximum |max )?(?:number|amount) of)';

/** "how many people can the hall hold": up to the auxiliary; what holds stands between. */
const askedOfHolder = new RegExp(
  `^(?<asked>${asks} (?<said>${nounWords}?)(?: (?:that|which))?(?= (?:[^ ]+ ){0,7}?(?:${can}) )(?: (?:${can}))?) (?<between>(?:[^ ]+ ){0,8}?)(?<verb>${holds})(?= |$)`,
  'u',
);
/** "how many people can sit in", "how many cars fit into". */
const askedOfHeld = new RegExp(
  `^(?<asked>${asks} (?<said>${nounWords}?)(?: (?:that|who|which))? (?:(?:can|could|may|might|will|would) (?<verb>${held})|(?<plain>fit|fits))(?: (?:in|into|on|inside|at|aboard|onto))?)(?= |$)`,
  'u',
);
const able = '(?:(?:who |which |that )?(?:can|could|may|will|is able to|are able to|able to) )';
const compared = new RegExp(
  `^(?:${able}(?<verb>${holds})|(?<plain>seat|seats|seating|accommodate|accommodates|accommodating|sleeps|sleeping|hold|holds|holding)|(?:with |has |have |having |offering |offers? )?(?:enough )?(?:room|space|seats|beds) for|(?:big|large) enough for)(?: up to)?(?= )`,
  'u',
);
const ranked = new RegExp(
  `^(?:${able}(?=[^ ]+ ))?(?<verb>${holds}|seats|holds|accommodates|sleeps) (?:the |up to the )?(?<most>most|least|fewest|(?:largest|greatest|highest|biggest|smallest|lowest) number of) (?<said>[\\p{L}-]+)(?= )`,
  'u',
);
const together =
  /\b(?:together|altogether|in total|in all|combined|all (?:the|of|our)|total number)\b/u;
const holdVerb = new RegExp(`^(?:${holds})$`, 'u');
const longest = 16;

/** The phrase that begins at a place; null where nothing of the kind is said. */
export function capacityPhraseAt(words: readonly Word[], at: number): CapacityPhrase | null {
  return askedAt(words, at) ?? rankedAt(words, at) ?? comparedAt(words, at);
}

function askedAt(words: readonly Word[], at: number): CapacityPhrase | null {
  if (!/^(?:how|the|total|maximum|max|number|amount)$/u.test(words[at]?.lower ?? '')) return null;
  const said = spanOf(words, at, longest);
  const found = askedOfHeld.exec(said)?.groups ?? askedOfHolder.exec(said)?.groups;
  if (found?.['asked'] === undefined) return null;
  const { asked, between = '', verb, plain = '' } = found;
  if (/(?:^| )(?:and|or|,|\?|more|less) /u.test(between)) return null;
  const length = asked.split(' ').length;
  const noun = words[at + asked.slice(0, asked.indexOf(found['said'] ?? '')).split(' ').length - 1];
  return {
    length,
    said: noun?.lemma ?? '',
    verb: rootOf(verb ?? plain),
    ...plainly,
    isAsked: true,
    isTotal: together.test(spanOf(words, at, words.length)),
  };
}

/** "can hold the most people", "seats the fewest passengers". */
function rankedAt(words: readonly Word[], at: number): CapacityPhrase | null {
  const { verb, most, said } = ranked.exec(`${spanOf(words, at, 9)} `)?.groups ?? {};
  if (at === 0 || verb === undefined || most === undefined || said === undefined) return null;
  const end = spanOf(words, at, 9).split(' ').indexOf(said) + 1;
  const direction = /^(?:most|largest|greatest|highest|biggest)/u.test(most) ? 'desc' : 'asc';
  const noun = words[at + end - 1]?.lemma ?? '';
  return { ...plainly, length: end, said: noun, verb: rootOf(verb), direction };
}

function comparedAt(words: readonly Word[], at: number): CapacityPhrase | null {
  if (at === 0) return null;
  const found = compared.exec(`${spanOf(words, at, 6)} `);
  if (found === null) return null;
  const length = found[0].trim().split(' ').length;
  if (!comparesAt(words, at + length)) return null;
  const { verb, plain } = found.groups ?? {};
  const noun = nounBehind(words, at + length);
  // "arenas holding more than 2 concerts": these are there, and not only room for them.
  if (plain?.startsWith('hold') === true && !/^(?:person|people)$/u.test(noun)) return null;
  const isLeast = plain === undefined && words[at + length]?.value !== undefined;
  return { ...plainly, length, said: noun, verb: rootOf(verb ?? plain ?? ''), isLeast };
}

/** What stands behind the number: "people" of "at least 100 people". */
function nounBehind(words: readonly Word[], at: number): string {
  const number = words.findLastIndex(
    (word, place) => place >= at && place < at + 7 && word.value !== undefined,
  );
  return number < 0 ? '' : (words[number + 1]?.lemma ?? '');
}

function rootOf(verb: string): string {
  const [last = ''] = verb.split(' ').slice(-1);
  return last.replace(/^be /u, '').replace(/(?:ing|ed|s)$/u, '');
}

/** Whether a word only closes a phrase that began before: the verb of "how many people can the hall hold", "together". */
export function closesCapacity(words: readonly Word[], at: number): boolean {
  const { lower = '' } = words[at] ?? {};
  if (!holdVerb.test(lower) && !/^(?:together|altogether|it|they)$/u.test(lower)) return false;
  return words.slice(0, at).some((_, place) => {
    const phrase = capacityPhraseAt(words, place);
    return phrase?.isAsked === true && place + phrase.length <= at;
  });
}

/** Whether a word is what a compared capacity is of: "people" of "can hold at least 100 people". */
export function isHeldNoun(words: readonly Word[], at: number): boolean {
  const [before, noun] = [words[at - 1], words[at]];
  if (before?.value === undefined || noun?.kind !== 'word') return false;
  return words.slice(0, at).some((_, place) => {
    if (at - place > 10) return false;
    const phrase = capacityPhraseAt(words, place);
    return phrase?.isAsked === false && phrase.direction === null && phrase.said === noun.lemma;
  });
}
