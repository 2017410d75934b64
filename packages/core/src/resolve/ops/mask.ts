import { canCast } from '../../expression/common-type.ts';
import { asColumnType, describeType } from '../../expression/inferred-type.ts';
import { findColumn, reportDuplicates, type WorkingColumn } from '../working-schema.ts';
import { onlyInput, type OpRule } from './op-rule.ts';

/** Masked columns become text; NULL stays NULL. */
export const maskRule: OpRule<'mask'> = (step, context) => {
  const { id, schema } = onlyInput(context);
  const { findings, path } = context;
  const masked = new Map<string, WorkingColumn>();
  for (const [index, { name, method }] of step.columns.entries()) {
    const at = `${path}.columns.${index}.name`;
    const column = findColumn(schema, name, { path: at, of: id, findings });
    const type = asColumnType(column.type);
    const readable = method === 'partial' ? ['text'] : undefined;
    if (type !== undefined && !(readable?.includes(type.kind) ?? canCast(type, { kind: 'text' }))) {
      findings.add(
        'TYPE_MISMATCH',
        at,
        `"${name}" is ${describeType(type)}, which the method ${method} cannot mask.`,
        method === 'partial'
          ? 'cast it to text before, or use hash'
          : 'use redact, or leave it out',
      );
    }
    masked.set(name, { name, type: { kind: 'text' }, nullable: column.nullable });
  }
  reportDuplicates(
    step.columns.map((column) => column.name),
    findings,
    (index) => `${path}.columns.${index}.name`,
  );
  const columns = schema.columns.map((column) => masked.get(column.name) ?? column);
  return { columns, open: schema.open };
};
