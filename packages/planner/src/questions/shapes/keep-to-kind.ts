import type { CatalogTable } from '@ai-etl/core';
import type { Block } from '../block.ts';
import { addExistence } from '../build-tests.ts';
import type { Building } from '../building.ts';
import { nameColumn } from '../naming.ts';

/**
 * "The names of gymnasts", where gymnasts are rows that lead to people and have no name of their own: only those
 * people who are.
 */
export function keepToKind(block: Block, asked: CatalogTable | null, building: Building): void {
  if (asked === null || block.tables.includes(asked) || nameColumn(asked) !== null) return;
  const { edges, roles } = building.index;
  const parents = new Set(
    edges.flatMap(({ many, one }) => (many === asked ? [roles.roleOf(one)?.base ?? one] : [])),
  );
  // Rows that lead to two others say which belong together.
  const isKind = parents.size === 1 && parents.has(block.root);
  const isTested = block.joins.some(({ source }) => source.alias === block.aliases.of(asked));
  if (isKind && !isTested) addExistence(block, asked, { tests: [], negated: false, building });
}
