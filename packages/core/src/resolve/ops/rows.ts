import { typeSortKey } from '../typed-expression.ts';
import { findColumn } from '../working-schema.ts';
import { onlyInput, stepScope, type OpRule } from './op-rule.ts';
import { reportIncomparable } from './union.ts';

/** Ops that choose or order rows: the columns stay as they are. */

export const dedupeRule: OpRule<'dedupe'> = (step, context) => {
  const { id, schema } = onlyInput(context);
  const { findings, path } = context;
  const keys = step.keys.map((name, index) =>
    findColumn(schema, name, { path: `${path}.keys.${index}`, of: id, findings }),
  );
  reportIncomparable(context, keys.length === 0 ? schema.columns : keys, `${path}.keys`);
  if (keys.length > 0 && step.order_by.length === 0) {
    findings.add(
      'SPEC_SHAPE',
      `${path}.order_by`,
      `Nothing says which row is the ${step.keep} one of its keys.`,
      'give order_by, such as the time of the last update',
    );
  }
  for (const [index, { by }] of step.order_by.entries()) {
    typeSortKey(by, stepScope(context, `order_by.${index}.by`), findings);
  }
  return schema;
};

export const sortRule: OpRule<'sort'> = (step, context) => {
  for (const [index, { by }] of step.by.entries()) {
    typeSortKey(by, stepScope(context, `by.${index}.by`), context.findings);
  }
  return onlyInput(context).schema;
};

export const limitRule: OpRule<'limit'> = (_step, context) => onlyInput(context).schema;
