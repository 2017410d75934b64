import type { CatalogTable } from '@ai-etl/core';
import type { Building } from '../building.ts';
import { tableOfTest } from '../build-tests.ts';
import type { Measure } from '../form.ts';

/** The table whose rows a measure is of; null: of whatever is asked about. */
export function measuredTable(measure: Measure, building: Building): CatalogTable | null {
  const { resolution } = building;
  const [part] = measure.where ?? [];
  if (measure.of === null) return part === undefined ? null : tableOfTest(part, building);
  return measure.of.kind === 'table'
    ? resolution.tableOf(measure.of)
    : resolution.fieldOf(measure.of).table;
}
