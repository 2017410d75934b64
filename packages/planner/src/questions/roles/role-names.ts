import type { CatalogTable } from '@ai-etl/core';
import { weights } from '../weights.ts';
import type { Named } from '../schema-index.ts';
import type { Roles } from './role-tables.ts';
import { roleFit } from './role-words.ts';

/** Roles among tables that words name: those whose own words were said, and those that words before ask for. */
export function withRoles(
  named: readonly Named<CatalogTable>[],
  roles: Roles,
  hints: readonly string[],
): readonly Named<CatalogTable>[] {
  const [best] = named;
  if (best === undefined) return named;
  const asked = roles
    .of(best.what)
    .filter((role) => role.isOneOfSeveral)
    .map((role) => ({ role, fit: roleFit(role, hints) }))
    .filter(({ fit }) => fit >= weights.link.akin)
    .sort((a, b) => b.fit - a.fit)[0];
  return asked === undefined ? named : [{ what: asked.role.table, score: best.score }, ...named];
}
