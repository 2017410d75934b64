import { canCast, commonType } from '../../expression/common-type.ts';
import { asColumnType, describeType, type InferredType } from '../../expression/inferred-type.ts';
import type { StepOf } from '../../spec/steps/index.ts';
import type { ColumnType } from '../../types/column-type.ts';
import { literalProblem } from '../literal-text.ts';
import { typeColumn } from '../typed-expression.ts';
import { findColumn, reportDuplicates } from '../working-schema.ts';
import { onlyInput, stepScope, type OpRule, type RuleContext } from './op-rule.ts';

/** Index columns, then one column for each listed value. */
export const pivotRule: OpRule<'pivot'> = (step, context) => {
  const { id, schema } = onlyInput(context);
  const { findings, path } = context;
  const index = step.index.map((name, place) =>
    findColumn(schema, name, { path: `${path}.index.${place}`, of: id, findings }),
  );
  const { type } = findColumn(schema, step.column, { path: `${path}.column`, of: id, findings });
  const columnType = asColumnType(type);
  if (columnType !== undefined && !canCast({ kind: 'text' }, columnType)) {
    const message = `"${step.column}" is ${describeType(type)}, whose values cannot be listed.`;
    findings.add('TYPE_MISMATCH', `${path}.column`, message);
  }
  if (columnType !== undefined) checkValues(step.values, columnType, context);
  // Not "grouped": a group may have no row with the value, so its measure may be NULL.
  const scope = stepScope(context, 'measure', 'measure');
  const measure = typeColumn(step.measure, scope, findings);
  const values = step.values.map(({ name }) => {
    return { name, type: measure.type, nullable: measure.nullable };
  });
  const columns = [...index, ...values];
  reportDuplicates(
    columns.map((column) => column.name),
    findings,
    (place) =>
      place < index.length
        ? `${path}.index.${place}`
        : `${path}.values.${place - index.length}.name`,
  );
  return { columns, open: false };
};

/** Each listed text must be a value of the column's type, and stand there once. */
function checkValues(
  values: StepOf<'pivot'>['values'],
  type: ColumnType,
  { findings, path }: RuleContext,
): void {
  const seen = new Set<string>();
  for (const [index, { value }] of values.entries()) {
    const at = `${path}.values.${index}.value`;
    const problem = literalProblem(value, type);
    if (problem !== undefined) findings.add('TYPE_MISMATCH', at, ...problem);
    if (seen.has(value)) {
      findings.add('DUPLICATE_COLUMN', at, `The value "${value}" is listed twice.`);
    }
    seen.add(value);
  }
}

/** The columns that stay, then the name and the value of each one that was turned. */
export const unpivotRule: OpRule<'unpivot'> = (step, context) => {
  const { id, schema } = onlyInput(context);
  const { findings, path } = context;
  let type: InferredType = { kind: 'null' };
  let nullable = false;
  for (const [index, name] of step.columns.entries()) {
    const at = `${path}.columns.${index}`;
    const column = findColumn(schema, name, { path: at, of: id, findings });
    const met: InferredType | undefined = commonType(type, column.type);
    if (met === undefined) {
      findings.add(
        'TYPE_MISMATCH',
        at,
        `"${name}" is ${describeType(column.type)}, but the columns before it are ${describeType(type)}.`,
        'cast them to one type before',
      );
    }
    type = met ?? { kind: 'unknown' };
    nullable ||= column.nullable;
  }
  reportDuplicates(step.columns, findings, (index) => `${path}.columns.${index}`);
  const turned = new Set(step.columns);
  const columns = [
    ...schema.columns.filter((column) => !turned.has(column.name)),
    { name: step.name_to, type: { kind: 'text' } as const, nullable: false },
    { name: step.value_to, type, nullable },
  ];
  reportDuplicates(
    columns.map((column) => column.name),
    findings,
    (index) => `${path}.${index === columns.length - 1 ? 'value_to' : 'name_to'}`,
  );
  return { columns, open: schema.open };
};
