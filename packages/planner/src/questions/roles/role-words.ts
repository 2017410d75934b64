import { likeness } from '../word-likeness.ts';
import { isDoer } from './doer-nouns.ts';
import type { RoleTable } from './role-tables.ts';

const from: readonly string[] = ['from', 'leaving', 'departing', 'out'];
const to: readonly string[] = ['to', 'into', 'towards', 'arriving', 'reaching', 'destined'];
const origins: ReadonlySet<string> = new Set(
  'origin source from departure start sender sending pickup src begin home seller payer'.split(' '),
);
const goals: ReadonlySet<string> = new Set(
  'destination target to arrival end receiver recipient receiving dropoff delivery away buyer payee return'.split(
    ' ',
  ),
);

/** How well words said just before a value say which of the columns that hold it is meant: "from Oslo", "born in Oslo"; 0 to 1. */
export function sideFit(parts: readonly string[], hints: readonly string[]): number {
  const last = hints.at(-1) ?? '';
  const isOf = (side: ReadonlySet<string>) => parts.some((part) => side.has(part));
  if (from.includes(last) && isOf(origins)) return 1;
  if (to.includes(last) && isOf(goals)) return 1;
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
  const isOf = (side: ReadonlySet<string>) => role.parts.some((part) => side.has(part));
  const last = hints.at(-1) ?? '';
  if (from.includes(last) && isOf(origins)) return 1;
  if (to.includes(last) && isOf(goals)) return 1;
  // "arriving in", "departing from".
  const done = verbsOf(hints.at(-2) ?? '');
  if (done.includes('destination') && isOf(goals)) return 1;
  if (done.includes('origin') && isOf(origins)) return 1;
  const names = [...role.parts, ...role.phrases.flatMap((phrase) => phrase.at(-1) ?? [])];
  const said = hints.flatMap((hint) => names.map((part) => likeness(hint, part)));
  // "led by": of the leader.
  const by = hints.at(-1) === 'by' ? (hints.at(-2) ?? '') : '';
  if (by !== '' && role.parts.some((part) => isDoer(part, by))) return 1;
  return Math.max(0, ...said);
}
