import type { TableMention } from '../form.ts';
import type { Named, SchemaIndex } from '../schema-index.ts';
import { isParticiple } from '../states/verb-root.ts';
import { tableParts } from '../name-parts.ts';
import type { CatalogTable } from '@ai-etl/core';
import type { Word } from '../words.ts';
import { isAkin } from '../word-likeness.ts';
import { isDoer } from './doer-nouns.ts';
import type { RoleTable } from './role-tables.ts';

/** Said between those who are below and the one above them. */
const phrases: ReadonlySet<string> = new Set(
  'report to,reports to,reporting to,reported to,answer to,answers to,work under,works under,working under,supervised by,managed by,led by,headed by'.split(
    ',',
  ),
);
const above: ReadonlySet<string> = new Set(
  'supervisor manager boss superior mentor lead leader head chief report parent'.split(' '),
);

/** "reports to", "coached by": the rows above others in the same table; null where no table has such. */
export function relationAt(
  words: readonly Word[],
  at: number,
  { roles, tablesNamed }: Pick<SchemaIndex, 'roles' | 'tablesNamed'>,
): TableMention | null {
  const [verb = '', by] = words.slice(at, at + 2).map((word) => word.lower);
  const said = `${verb} ${by ?? ''}`;
  const isPassive = by === 'by' && isParticiple(verb);
  if (!phrases.has(said) && !isPassive) return null;
  const selves = roles.tables.filter(({ isSelf }) => isSelf);
  const akin = selves.filter((role) => isPassive && isDoneBy(verb, role));
  const found = akin.length > 0 || !phrases.has(said) ? akin : selves.filter(isAbove);
  const below = found[0];
  if (below === undefined) return null;
  // "hotels managed by", where hotels have managers, is no matter of the staff alone.
  const [before] = tablesNamed([words[at - 1]?.lemma ?? '']);
  const isOther = roles.tables.some(
    (role) =>
      !role.isSelf && isDoneBy(verb, role) && role.edges.some(({ many }) => many === before?.what),
  );
  if (isOther) return null;
  const alternatives = found.map((role): Named<CatalogTable> => ({ what: role.table, score: 1 }));
  return { kind: 'table', alternatives, words: said, at, below: below.base };
}

/** "advised by": whether a verb says what those of a role do. */
export function isDoneBy(verb: string, { parts, phrases: names, base }: RoleTable): boolean {
  const own = tableParts(base.object.name);
  const said = [...parts, ...names.flatMap((phrase) => phrase.at(-1) ?? [])];
  return said.some((part) => !own.includes(part) && (isAkin(verb, part) || isDoer(part, verb)));
}

function isAbove({ isSelf, parts }: RoleTable): boolean {
  return isSelf && parts.some((part) => above.has(part));
}
