import { isContinental } from '../../lexicon/continents.ts';
import { codeOfNationality } from '../../lexicon/nationalities.ts';
import { isSmallWord } from '../cues/small-words.ts';
import type { SchemaIndex } from '../schema-index.ts';
import type { Word } from '../words.ts';
import { isNamed } from './asked-nouns.ts';

/**
 * Words that nothing explains right before the name of a table, and that say which of its rows are
 * meant: "[paying] customers", "[unpaid] invoices", "[busiest] department". Without them the answer
 * would be about other rows, so the question is asked back. Verbs and nouns elsewhere are passed over.
 */
export function unreadModifiers(
  words: readonly Word[],
  unread: readonly Word[],
  index: SchemaIndex,
): readonly string[] {
  const passed = new Set(unread.map(({ start }) => start));
  return words.flatMap((word, at): string[] => {
    if (!passed.has(word.start) || isNamed(word, index)) return [];
    if (isListedBehind(words, at, index)) return [word.text];
    if (!isModifier(word)) return [];
    const isBeforeName =
      isRows(words[at + 1], index) ||
      isBeforeKind(words, at, index) ||
      isListedBefore(words, at, index);
    // "the films directed": what is said behind a name, and "be seen" are verbs.
    const isVerb = isProgressive(words, at, index);
    return isBeforeName && !isVerb && isPrenominal(words, at) ? [word.text] : [];
  });
}

function isRows(word: Word | undefined, index: SchemaIndex): boolean {
  return (
    word?.kind === 'word' && !isSmallWord(word.lower) && index.tablesNamed([word.lemma]).length > 0
  );
}

/** "[Welsh] outlets", where shops hold "outlet". */
function isBeforeKind(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  return saysWhereFrom(words[at]?.lower ?? '') && isKind(words[at + 1], index);
}

function isKind(word: Word | undefined, index: SchemaIndex): boolean {
  return word?.kind === 'word' && index.valuesSpelled(word.lemma).length > 0;
}

/** "[Welsh] and Irish branches": the next one is of the same rows. */
function isListedBefore(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  const [said, joint, next, rows] = words.slice(at, at + 4);
  const areOrigins = [said, next].every((word) => word !== undefined && saysWhereFrom(word.lower));
  const isJoined = /^(?:and|or|,)$/u.test(joint?.lower ?? '');
  return areOrigins && isJoined && (isRows(rows, index) || isKind(rows, index));
}

/** "gold and [diamond] clients": the one before is a value. */
function isListedBehind(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  const [said, joint] = words.slice(Math.max(0, at - 2), at);
  const isJoined = /^(?:and|or|,|и|или)$/u.test(joint?.lower ?? '');
  const isWord = words[at]?.kind === 'word' && (words[at]?.lower.length ?? 0) > 3;
  return (
    isJoined &&
    isWord &&
    said?.kind === 'word' &&
    !isSmallWord(said.lower) &&
    index.valuesSpelled(said.lower).length > 0 &&
    isRows(words[at + 1], index)
  );
}

const without = /^(?:un|non|over|under|pre|post)-?\p{L}{3,}|^(?:не)\p{L}{4,}/u;
const adjective =
  /(?:ing|ed|est|ive|ous|able|ible|less|ful|ent|ant)$|(?:ущ|ющ|ащ|ящ|вш|енн|ённ|нн|ем|им)\p{L}{2,3}$/u;

/** "B-grade", "high-margin": two words that tell of which kind the rows are. */
const compound = /^\p{L}+-\p{L}+$/u;

/** Words that leave all rows there are: "the listed editors". */
const idle =
  /^(?:listed|given|existing|recorded|registered|stored|named|mentioned|corresponding|following|respective|related|different|various|distinct|available|имеющ\p{L}+|указанн\p{L}+|данн\p{L}+|соответствующ\p{L}+)$/u;

function isModifier({ kind, lower, text }: Word): boolean {
  // "European guests": of countries or parts of the world that no column tells.
  if (kind === 'word' && text !== lower && saysWhereFrom(lower)) return true;
  return (
    kind === 'word' &&
    lower.length > 4 &&
    !idle.test(lower) &&
    (without.test(lower) || adjective.test(lower) || compound.test(lower))
  );
}

function saysWhereFrom(lower: string): boolean {
  return codeOfNationality(lower) !== null || isContinental(lower);
}

/** "How many professors are teaching classes": what they do, where who does it is named just before. */
function isProgressive(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  const [who, are] = words.slice(Math.max(0, at - 2), at);
  return (
    who !== undefined &&
    ['are', 'is', 'were', 'was'].includes(are?.lower ?? '') &&
    (words[at]?.lower ?? '').endsWith('ing') &&
    isNamed(who, index)
  );
}

/** Behind an article, a question word or a number, or first: "are paying customers" asks for them, "who sold items" does not. */
function isPrenominal(words: readonly Word[], at: number): boolean {
  const before = words[at - 1];
  if (before === undefined) return true;
  if (before.kind === 'number') return true;
  return leads.has(before.lower);
}

const leads: ReadonlySet<string> = new Set(
  'the a an all any our their its of many which what each every per by for and or most least list show find are is count some other from in with without to at on о у от до по для без с со из в на и или наших все всех какие какой какая какое сколько покажи список'.split(
    ' ',
  ),
);
