import type { CatalogTable } from '@ai-etl/core';
import type { Form, Show } from '../form.ts';
import type { Resolution } from '../resolve.ts';

/** Tables of the columns and measures that others are reckoned with. */
export function reckonedTables(form: Form, resolution: Resolution): readonly CatalogTable[] {
  const ofPart = (part: Show): readonly CatalogTable[] => {
    if (part.kind === 'table') return [resolution.tableOf(part)];
    if (part.kind === 'column')
      return [
        resolution.fieldOf(part).table,
        ...(part.reckoned ?? []).flatMap(({ right }) => ofPart(right)),
      ];
    const right = part.reckoned === undefined ? [] : ofPart(part.reckoned.right);
    return [...(part.of === null ? [] : ofPart(part.of)), ...right];
  };
  const parts = [...form.shows, ...form.order.map(({ by }) => by)];
  return parts.filter((part) => part.kind !== 'table').flatMap(ofPart);
}
