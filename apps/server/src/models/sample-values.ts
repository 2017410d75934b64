import type { Logger } from 'pino';
import { detectSemanticType, maskValue, messageOf } from '@ai-etl/core';
import type { ColumnSample, ModelPorts } from '@ai-etl/planner';
import type { Scope, Store } from '@ai-etl/store';

/** Of a column. */
const mostValues = 6;
/** Longer texts are no states and no names. */
const longest = 40;

export interface SamplePorts {
  readonly store: Pick<Store, 'catalogIndex'>;
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * Values for prompts, of those that workers keep: never of columns that are personal, excluded or free text.
 * What looks personal all the same, by its column's name or by itself, is masked. Asks no data system.
 */
export function sampleValuesFor(
  { store, log }: SamplePorts,
  scope: Scope,
): NonNullable<ModelPorts['sampleValues']> {
  return async ({ connectionId, schema, table }) => {
    if (connectionId === '') return [];
    try {
      const kept = await store.catalogIndex.sampleValues(scope, connectionId, {
        schema,
        table,
        perColumn: mostValues,
        longest,
      });
      return [...Map.groupBy(kept, ({ column }) => column)].map(([column, values]) =>
        sampleOf(
          table,
          column,
          values.map(({ value }) => value),
        ),
      );
    } catch (error) {
      log.warn({ reason: messageOf(error) }, 'values for a prompt could not be read');
      return [];
    }
  };
}

function sampleOf(table: string, column: string, values: readonly string[]): ColumnSample {
  const asked = { name: column, table, type: { kind: 'text' } as const };
  // One of a person among many others is one too many.
  const meaning = [[], values, ...values.map((one) => [one])]
    .map((seen) => detectSemanticType({ ...asked, values: seen }))
    .find((one) => one?.pii === true);
  if (meaning == null) return { column, values, masked: false };
  return { column, values: values.map((one) => maskValue(one, meaning.kind)), masked: true };
}
