import { likeness } from '../word-likeness.ts';
import { isDoer } from './doer-nouns.ts';
import type { RoleTable } from './role-tables.ts';
import { isOfSide } from './way-sides.ts';
import { fitOfSide, hintsOfRole, sideSaid } from './way-verbs.ts';

const from: readonly string[] = ['from', 'leaving', 'departing', 'out'];
const to: readonly string[] = ['to', 'into', 'towards', 'arriving', 'reaching', 'destined'];
/** How well words said just before a value say which of the columns that hold it is meant: "from Oslo", "born in Oslo"; 0 to 1. */
export function sideFit(parts: readonly string[], hints: readonly string[]): number {
  const last = hints.at(-1) ?? '';
  if (from.includes(last) && isOfSide(parts, 'origin')) return 1;
  if (to.includes(last) && isOfSide(parts, 'goal')) return 1;
  const side = sideSaid(hints);
  if (side !== null && isOfSide(parts, side)) return 1;
  // "born in": what was done there.
  const done = hints.at(-2) ?? '';
  const said = verbsOf(done);
  return parts.some((part) => said.includes(part)) ? 1 : 0;
}

/** Nouns that columns are called by, for what was done at a place or a time. */
const doings: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^born$/u, ['birth', 'born']],
  [/^(?:died|dying|dies)$/u, ['death', 'died', 'die']],
  [/^(?:departing|departs?|departed|leaving|leaves?|left)$/u, ['departure', 'origin', 'source']],
  [/^(?:arriving|arrives?|arrived)$/u, ['arrival', 'destination']],
];

function verbsOf(said: string): readonly string[] {
  return doings.find(([verb]) => verb.test(said))?.[1] ?? [];
}

/** How well words said just before a name say which key is meant, 0 to 1. */
export function roleFit(role: RoleTable, hints: readonly string[]): number {
  const said = fitOfSide(role, hints);
  if (said !== null) return said;
  const last = hintsOfRole(role, hints).at(-1) ?? '';
  const isWay = isOfSide(role.parts, 'origin') || isOfSide(role.parts, 'goal');
  // "from Harbour to Centre": what was said before the last word is of another place.
  if (isWay && from.includes(last)) return Number(isOfSide(role.parts, 'origin'));
  if (isWay && to.includes(last)) return Number(isOfSide(role.parts, 'goal'));
  const names = [...role.parts, ...role.phrases.flatMap((phrase) => phrase.at(-1) ?? [])];
  const alike = hints.flatMap((hint) => names.map((part) => likeness(hint, part)));
  // "led by": of the leader.
  const by = hints.at(-1) === 'by' ? (hints.at(-2) ?? '') : '';
  if (by !== '' && role.parts.some((part) => isDoer(part, by))) return 1;
  return Math.max(0, ...alike);
}
