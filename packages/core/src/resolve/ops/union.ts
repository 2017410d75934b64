import { commonType, comparability } from '../../expression/common-type.ts';
import { describeType } from '../../expression/inferred-type.ts';
import { findColumn, type WorkingColumn } from '../working-schema.ts';
import { onlyInput, type OpRule, type RuleContext, type RuleInput } from './op-rule.ts';

/** The first input's columns and order; every input has the same names, types meet. */
export const unionRule: OpRule<'union'> = (step, context) => {
  const first = onlyInput(context);
  const others = context.inputs.slice(1);
  for (const [index, other] of others.entries()) {
    reportForeignColumns(context, { first, other, path: `${context.path}.inputs.${index + 1}` });
  }
  const columns = first.schema.columns.map((column) => stack(context, column, others));
  if (step.mode === 'distinct') reportIncomparable(context, columns);
  return { columns, open: first.schema.open };
};

function stack(
  context: RuleContext,
  column: WorkingColumn,
  others: readonly RuleInput[],
): WorkingColumn {
  let result = column;
  for (const [index, other] of others.entries()) {
    const path = `${context.path}.inputs.${index + 1}`;
    const { findings } = context;
    const found = findColumn(other.schema, column.name, { path, of: other.id, findings });
    const type = commonType(result.type, found.type);
    if (type === undefined) {
      findings.add(
        'TYPE_MISMATCH',
        path,
        `"${column.name}" is ${describeType(found.type)} in "${other.id}", but ${describeType(result.type)} before.`,
        'cast it to one type before the union',
      );
    }
    const nullable = result.nullable || found.nullable;
    result = { name: column.name, type: type ?? { kind: 'unknown' }, nullable };
  }
  return result;
}

function reportForeignColumns(
  context: RuleContext,
  { first, other, path }: { first: RuleInput; other: RuleInput; path: string },
): void {
  if (first.schema.open) return;
  const names = new Set(first.schema.columns.map((column) => column.name));
  const foreign = other.schema.columns.filter((column) => !names.has(column.name));
  for (const { name } of foreign) {
    context.findings.add(
      'UNKNOWN_COLUMN',
      path,
      `"${other.id}" has a column "${name}", which "${first.id}" lacks.`,
      'a union needs the same columns in each input: select or rename before it',
    );
  }
}

/** Rows can be told apart only when every column can be compared. */
export function reportIncomparable(
  context: RuleContext,
  columns: readonly WorkingColumn[],
  path: string = context.path,
): void {
  for (const { name, type } of columns) {
    if (comparability(type) !== 'none') continue;
    context.findings.add(
      'TYPE_MISMATCH',
      path,
      `"${name}" is ${describeType(type)}, which cannot be compared, so rows cannot be told apart by it.`,
      'cast it to text before, or leave it out',
    );
  }
}
