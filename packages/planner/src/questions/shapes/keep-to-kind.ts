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
  const isKind = building.index.edges.some(({ many, one }) => many === asked && one === block.root);
  const isTested = block.joins.some(({ source }) => source.alias === block.aliases.of(asked));
  if (isKind && !isTested) addExistence(block, asked, { tests: [], negated: false, building });
}
