import type { CatalogColumn, LiteralExpression } from '@ai-etl/core';
import type { Asked } from '../asked.ts';
import type { ColumnRef, ConditionIR } from '../question-ir.ts';

/** A value as it was said. */
export interface ValueItem {
  readonly value: LiteralExpression;
  /** Seen, or listed in a comment. */
  readonly known: boolean;
  readonly words: string;
}

/** A column is, or is not, one of the values; those nobody has seen are to be looked up. */
export function equality(
  asked: Asked,
  ref: ColumnRef,
  { values, negated }: { readonly values: readonly ValueItem[]; readonly negated: boolean },
): ConditionIR {
  const schema = ref.table.object.schema ?? asked.schema.defaultSchema;
  for (const { known, words } of values) {
    if (known) continue;
    asked.lookups.push({
      words,
      columns: [{ schema, table: ref.table.object.name, column: ref.column.name }],
    });
  }
  const [only] = values;
  if (values.length === 1 && only !== undefined) {
    const anyCase = !only.known && only.value.type === 'text';
    return { kind: 'compare', ref, op: negated ? 'ne' : 'eq', value: only.value, anyCase };
  }
  return { kind: 'in', ref, values: values.map((one) => one.value), negated };
}

/** A text as a literal. */
export function text(value: string): LiteralExpression {
  return { kind: 'literal', type: 'text', value };
}

/** A number as it was written, as a literal. */
export function numberLiteral(item: { readonly value: string | boolean }): LiteralExpression {
  const value = String(item.value);
  return { kind: 'literal', type: value.includes('.') ? 'decimal' : 'integer', value };
}

/** Whether a column holds text. */
export function isText(column: CatalogColumn): boolean {
  return column.type.kind === 'text';
}
