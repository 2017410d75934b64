import type { CatalogTable } from '@ai-etl/core';
import { labelColumns } from '../query/table-facts.ts';
import { isOfPeople } from './people-tables.ts';
import type { Field, Named, SchemaIndex } from './schema-index.ts';
import { weights } from './weights.ts';

const furthest = 3;

/**
 * What names the rows that rows of a table belong to, near ones and people first: "bills of [Zeppelin Corp]" of the
 * clients of their subscriptions.
 */
export function ownerLabels(table: CatalogTable, { edges }: SchemaIndex): readonly Named<Field>[] {
  const found = new Set([table]);
  const labels: Named<Field>[] = [];
  let near: readonly CatalogTable[] = [table];
  for (let far = 0; far < furthest; far += 1) {
    const next = new Set(
      near.flatMap((many) =>
        edges.flatMap((edge) => (edge.many === many && !found.has(edge.one) ? [edge.one] : [])),
      ),
    );
    for (const owner of next) {
      found.add(owner);
      const [column] = labelColumns(owner).filter(({ type }) => type.kind === 'text');
      const { ownerOfUnseen, otherOwnerOfUnseen, perStepOfUnseen } = weights.link;
      const score =
        (isOfPeople(owner) ? ownerOfUnseen : otherOwnerOfUnseen) - perStepOfUnseen * far;
      if (column !== undefined) labels.push({ what: { table: owner, column }, score });
    }
    near = [...next];
  }
  return labels;
}
