import { canCast } from '../../expression/common-type.ts';
import { asColumnType, describeType } from '../../expression/inferred-type.ts';
import { parseTypeText } from '../../expression/parse-type-text.ts';
import { parseColumnType, printColumnType } from '../../types/column-type.ts';
import { typeColumn } from '../typed-expression.ts';
import { findColumn, reportDuplicates, type WorkingColumn } from '../working-schema.ts';
import { onlyInput, stepScope, type OpRule } from './op-rule.ts';

/** Only the named columns, in the step's order. */
export const selectRule: OpRule<'select'> = (step, context) => {
  const { id, schema } = onlyInput(context);
  const { findings, path } = context;
  reportDuplicates(step.columns, findings, (index) => `${path}.columns.${index}`);
  const columns = step.columns.map((name, index) =>
    findColumn(schema, name, { path: `${path}.columns.${index}`, of: id, findings }),
  );
  return { columns, open: false };
};

/** Same positions and types, other names. */
export const renameRule: OpRule<'rename'> = (step, context) => {
  const { id, schema } = onlyInput(context);
  const { findings, path } = context;
  const names = new Map(step.columns.map(({ from, to }) => [from, to]));
  for (const [index, { from }] of step.columns.entries()) {
    const at = `${path}.columns.${index}.from`;
    findColumn(schema, from, { path: at, of: id, findings });
    if (step.columns.findIndex((one) => one.from === from) < index) {
      findings.add('DUPLICATE_COLUMN', at, `The column "${from}" is renamed twice.`);
    }
  }
  const columns = schema.columns.map((column) => ({
    ...column,
    name: names.get(column.name) ?? column.name,
  }));
  reportDuplicates(
    columns.map((column) => column.name),
    findings,
    () => `${path}.columns`,
  );
  return { columns, open: schema.open };
};

/** The named columns with their new types. */
export const castRule: OpRule<'cast'> = (step, context) => {
  const { id, schema } = onlyInput(context);
  const { findings, path } = context;
  const changed = new Map<string, WorkingColumn>();
  for (const [index, { name, to }] of step.columns.entries()) {
    const at = `${path}.columns.${index}`;
    const column = findColumn(schema, name, { path: `${at}.name`, of: id, findings });
    const type = parseColumnType(to);
    if (type === undefined) {
      const meant = parseTypeText(to);
      const hint = meant
        ? `write "${printColumnType(meant)}"`
        : 'types are bool, int8, int16, int32, int64, decimal(p,s), float32, float64, text, bytes, date, time, timestamp, timestamptz, uuid, json, list<type>';
      findings.add('TYPE_MISMATCH', `${at}.to`, `There is no type "${to}".`, hint);
    }
    const from = asColumnType(column.type);
    if (type !== undefined && from !== undefined && !canCast(from, type)) {
      const message = `"${name}" is ${describeType(from)}, which cannot be cast to ${to}.`;
      findings.add('TYPE_MISMATCH', `${at}.to`, message);
    }
    changed.set(name, { ...column, type: type ?? { kind: 'unknown' } });
  }
  reportDuplicates(
    step.columns.map((column) => column.name),
    findings,
    (index) => `${path}.columns.${index}.name`,
  );
  const columns = schema.columns.map((column) => changed.get(column.name) ?? column);
  return { columns, open: schema.open };
};

/** New columns at the end; those with a name of the input replace it in place. */
export const deriveRule: OpRule<'derive'> = (step, context) => {
  const { schema } = onlyInput(context);
  const derived = new Map<string, WorkingColumn>();
  for (const [index, { name, expression }] of step.columns.entries()) {
    const scope = stepScope(context, `columns.${index}.expression`);
    const { type, nullable } = typeColumn(expression, scope, context.findings);
    derived.set(name, { name, type, nullable });
  }
  reportDuplicates(
    step.columns.map((column) => column.name),
    context.findings,
    (index) => `${context.path}.columns.${index}.name`,
  );
  const kept = schema.columns.map((column) => derived.get(column.name) ?? column);
  const names = new Set(schema.columns.map((column) => column.name));
  const added = [...derived.values()].filter((column) => !names.has(column.name));
  return { columns: [...kept, ...added], open: schema.open };
};

/** The input's columns, then one for each window expression. */
export const windowRule: OpRule<'window'> = (step, context) => {
  const { schema } = onlyInput(context);
  const added = step.columns.map(({ name, expression }, index) => {
    const scope = stepScope(context, `columns.${index}.expression`, 'window');
    const { type, nullable } = typeColumn(expression, scope, context.findings);
    return { name, type, nullable };
  });
  const columns = [...schema.columns, ...added];
  reportDuplicates(
    columns.map((column) => column.name),
    context.findings,
    (index) => `${context.path}.columns.${index - schema.columns.length}.name`,
  );
  return { columns, open: schema.open };
};
