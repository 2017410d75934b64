import { narrowerThan } from '../lexicon/hypernyms.ts';
import { areRelated } from '../lexicon/related-words.ts';
import { areSynonyms } from '../lexicon/synonyms.ts';
import { isSmallWord } from './cues/small-words.ts';
import { isShortFor } from './abbreviation.ts';
import { soundsAlike } from './sound-alike.ts';
import { weights } from './weights.ts';

/** 0: another word; 1: the same. */
export function likeness(said: string, part: string): number {
  if (said === part) return 1;
  if (areSynonyms(said, part)) return weights.link.synonym;
  if (soundsAlike(said, part)) return weights.link.transliterated;
  if (said === `${part}ship` || part === `${said}ship`) return weights.link.status;
  if (isAkin(said, part)) return weights.link.akin;
  if (areRelated(said, part)) return weights.link.related;
  // "did" is no short word for disputed.
  if (isShortFor(part, said) || (!isSmallWord(said) && isShortFor(said, part)))
    return weights.link.short;
  return narrowerThan(said).has(part) ? weights.link.narrower : 0;
}

/** One stem, other ending: located and location, prescribed and prescription, nationality and nation. */
export function isAkin(a: string, b: string): boolean {
  if (strangers.has(a) && strangers.has(b)) return false;
  const shorter = Math.min(a.length, b.length);
  // pay and payment, ship and shipment
  if (shorter >= 3 && ['ment', 'ing'].some((end) => a + end === b || b + end === a)) return true;
  // win and winning, run and running
  if (shorter >= 3 && (isGerund(a, b) || isGerund(b, a))) return true;
  if (shorter < 4 || a[0] !== b[0]) return false;
  const [fied, other] = [a, b].map((one) => madeSo.exec(one)?.[1]);
  if (fied !== undefined && fied === other) return true;
  let same = 0;
  while (same < shorter && a[same] === b[same]) same += 1;
  if (same === shorter) return Math.abs(a.length - b.length) <= (shorter >= 5 ? 5 : 3);
  return same >= 5 && same >= Math.max(a.length, b.length) - 4;
}

/** certified, certificate and certification; notify and notification. */
const madeSo = /^(\p{L}{2,}if)(?:y|ies|ied|ying|icates?|icated|ications?)$/u;

/** Words of different things that begin alike. */
const strangers: ReadonlySet<string> = new Set('count country county counter'.split(' '));

function isGerund(verb: string, noun: string): boolean {
  return noun === `${verb}${verb.at(-1) ?? ''}ing`;
}
