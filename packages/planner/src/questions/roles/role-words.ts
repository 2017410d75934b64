import { likeness } from '../word-likeness.ts';
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

/** How well words said just before a name say which key is meant, 0 to 1. */
export function roleFit(role: RoleTable, hints: readonly string[]): number {
  const isOf = (side: ReadonlySet<string>) => role.parts.some((part) => side.has(part));
  const last = hints.at(-1) ?? '';
  if (from.includes(last) && isOf(origins)) return 1;
  if (to.includes(last) && isOf(goals)) return 1;
  const names = [...role.parts, ...role.phrases.flatMap((phrase) => phrase.at(-1) ?? [])];
  const said = hints.flatMap((hint) => names.map((part) => likeness(hint, part)));
  return Math.max(0, ...said);
}
