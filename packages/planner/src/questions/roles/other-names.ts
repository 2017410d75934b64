import { tableParts } from '../name-parts.ts';
import { wordLemma } from '../words.ts';
import type { RoleTable } from './role-tables.ts';

/** What people call the two ends of a way, whatever their keys are called. */
const ends: readonly (readonly [ReadonlySet<string>, readonly string[], readonly string[]])[] = [
  [
    new Set(['from', 'origin', 'source', 'departure', 'start']),
    ['origin', 'departure', 'source'],
    ['starting point', 'start point', 'departure point', 'starting place'],
  ],
  [
    new Set(['to', 'destination', 'target', 'arrival', 'end']),
    ['destination', 'arrival', 'target'],
    ['end point', 'endpoint', 'arrival point', 'final destination'],
  ],
];

/** Further names of a role: the destination of `to_depot_id`, the buyer of `bought_by`. Lists of lemmas. */
export function otherNames(role: RoleTable): readonly (readonly string[])[] {
  const { parts, edges, base } = role;
  const own = tableParts(base.object.name);
  const ways = ends.flatMap(([keys, words, phrases]) => {
    const at = parts.findIndex((part) => keys.has(part));
    if (at === -1) return [];
    const named = words.map((word) => parts.with(at, word));
    return [...named, ...[...words, ...phrases].map((word) => word.split(' '))];
  });
  const named = [parts, ...ways];
  // "origin airport" of `origin_id`.
  const whole = named
    .filter((one) => !one.some((part) => own.includes(part)))
    .map((one) => [...one, ...own]);
  return [...ways, ...whole, ...edges.flatMap(({ columns }) => doersOf(columns[0] ?? ''))];
}

/** "buyer" of `bought_by`, "approver" of `approved_by`. */
function doersOf(column: string): readonly (readonly string[])[] {
  const verb = /^(?<verb>[a-z]+)_by(?:_id)?$/iu.exec(column)?.groups?.['verb']?.toLowerCase();
  if (verb === undefined) return [];
  const lemma = wordLemma(verb);
  const root = lemma === verb ? verb.replace(/ed$/u, '') : lemma;
  return [[`${root}er`], [`${root}r`], [`${root}or`], [root.replace(/e$/u, '') + 'or']];
}
