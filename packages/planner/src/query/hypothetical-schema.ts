import type { Assumption, CatalogColumn, CatalogTable, ColumnType, ForeignKey } from '@ai-etl/core';
import { nameWords } from '../link/name-words.ts';
import type { QuestionSchema } from './question-types.ts';

/** Tables of which only the names are known, with the columns such tables usually have. */
export interface HypotheticalSchema {
  readonly schema: QuestionSchema;
  /** One for each table: nothing of it was seen. */
  readonly assumptions: readonly Assumption[];
}

const events =
  /(?:^|_)(?:order|sale|purchase|payment|invoice|bill|visit|session|event|booking|shipment|return|refund|ticket|transaction|trip|call|click|subscription|delivery|review)$/u;
const int64: ColumnType = { kind: 'int64' };
const text: ColumnType = { kind: 'text' };
const money: ColumnType = { kind: 'decimal', precision: 18, scale: 2 };
const instant: ColumnType = { kind: 'timestamptz' };

/**
 * The least that tables of these names must have for a question to make sense: keys, a name for
 * things, a moment and an amount for what happens. Every guess is an assumption. Pure.
 */
export function hypotheticalSchema(names: readonly string[]): HypotheticalSchema {
  const described = [...new Set(names)].map((name) => {
    const singular = nameWords(name).join('_');
    return { name, singular, isEvent: events.test(singular) };
  });
  type Named = (typeof described)[number];
  const parentOf = (one: Named): Named | undefined =>
    described
      .filter((other) => other !== one && one.singular.startsWith(`${other.singular}_`))
      .toSorted((a, b) => b.singular.length - a.singular.length)[0];
  const lines = described.filter((one) => parentOf(one)?.isEvent === true);
  const things = described.filter((one) => !one.isEvent && !lines.includes(one));
  const referencesOf = (one: Named): readonly Named[] => {
    const parent = parentOf(one);
    const isPart = (thing: Named) =>
      /^(?:product|item|good|article|sku|part|service)$/u.test(thing.singular);
    const hasLines = lines.some((line) => parentOf(line) === one);
    if (lines.includes(one))
      return [...(parent === undefined ? [] : [parent]), ...things.filter(isPart)];
    if (one.isEvent) {
      const others = described.filter(
        (other) =>
          other.isEvent &&
          !lines.includes(other) &&
          other !== one &&
          /^(?:payment|shipment|return|refund|delivery|invoice|bill|review)$/u.test(one.singular) &&
          /order|purchase|sale|booking|subscription/u.test(other.singular),
      );
      if (others.length > 0) return others;
      return things.filter(
        (thing) => !(hasLines && isPart(thing)) && parentOf(thing) === undefined,
      );
    }
    return parent === undefined ? [] : [parent];
  };
  const tables = described.map((one): CatalogTable => {
    const isLine = lines.includes(one);
    const references = referencesOf(one);
    const columns = [
      column('id', int64),
      ...references.map((other) => column(`${other.singular}_id`, int64)),
      ...(isLine ? [column('quantity', int64), column('amount', money)] : []),
      ...(one.isEvent
        ? [
            ...(lines.some((line) => parentOf(line) === one) ? [] : [column('amount', money)]),
            column('status', text),
            column('created_at', instant),
          ]
        : []),
      ...(isLine || one.isEvent ? [] : [column('name', text)]),
    ];
    return {
      object: { name: one.name },
      kind: 'table',
      columns,
      primaryKey: ['id'],
      uniqueKeys: [],
      foreignKeys: references.map((other): ForeignKey => ({
        columns: [`${other.singular}_id`],
        references: { name: other.name },
        referencedColumns: ['id'],
      })),
      estimatedRows: null,
      estimatedBytes: null,
    };
  });
  return {
    schema: { defaultSchema: '', tables },
    assumptions: tables.map((table) => ({
      path: `schema.tables.${table.object.name}`,
      value: table.columns.map((one) => one.name).join(', '),
      because: 'only the name of the table is known; such tables usually have these columns',
      alternatives: [],
    })),
  };
}

function column(name: string, type: ColumnType): CatalogColumn {
  return { name, type, nullable: false, nativeType: type.kind };
}
