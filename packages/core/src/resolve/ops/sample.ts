import type { ColumnType, Schema } from '../../types/column-type.ts';
import { knownSchema } from '../working-schema.ts';
import { onlyInput, type OpRule } from './op-rule.ts';

/** Types that every system writes with the same text, so that a hash of them is the same too. */
const hashable: ReadonlySet<ColumnType['kind']> = new Set<ColumnType['kind']>([
  'bool',
  'int8',
  'int16',
  'int32',
  'int64',
  'decimal',
  'text',
  'date',
  'timestamp',
  'timestamptz',
  'uuid',
]);

/** The columns whose values decide whether a row is in a sample, in the input's order. */
export function sampleColumns(schema: Schema): Schema {
  return schema.filter(({ type }) => hashable.has(type.kind));
}

/** The same columns; at least one must be of a type that can be hashed. */
export const sampleRule: OpRule<'sample'> = (_step, context) => {
  const { id, schema } = onlyInput(context);
  const known = knownSchema(schema);
  if (known !== undefined && sampleColumns(known).length === 0) {
    context.findings.add(
      'TYPE_MISMATCH',
      `${context.path}.inputs`,
      `No column of "${id}" can decide which rows are in the sample.`,
      'it needs an integer, decimal, text, date, timestamp, uuid or true-or-false column',
    );
  }
  return schema;
};
