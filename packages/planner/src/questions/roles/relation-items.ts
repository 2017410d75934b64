import type { TableMention } from '../form.ts';
import type { Named } from '../schema-index.ts';
import type { CatalogTable } from '@ai-etl/core';
import type { Word } from '../words.ts';
import type { RoleTable, Roles } from './role-tables.ts';

/** Said between those who are below and the one above them. */
const phrases: ReadonlySet<string> = new Set(
  'report to,reports to,reporting to,reported to,answer to,answers to,work under,works under,working under,supervised by,managed by,led by,headed by'.split(
    ',',
  ),
);
const above: ReadonlySet<string> = new Set(
  'supervisor manager boss superior mentor lead leader head chief report parent'.split(' '),
);

/** "reports to": the rows above others in the same table; null where no table has such. */
export function relationAt(words: readonly Word[], at: number, roles: Roles): TableMention | null {
  const said = words
    .slice(at, at + 2)
    .map((word) => word.lower)
    .join(' ');
  if (!phrases.has(said)) return null;
  const found = roles.tables.filter(isAbove);
  const alternatives = found.map((role): Named<CatalogTable> => ({ what: role.table, score: 1 }));
  const below = found[0];
  if (below === undefined) return null;
  return { kind: 'table', alternatives, words: said, at, below: below.base };
}

function isAbove({ isSelf, parts }: RoleTable): boolean {
  return isSelf && parts.some((part) => above.has(part));
}
