import { canCast } from '../../expression/common-type.ts';
import { asColumnType, describeType } from '../../expression/inferred-type.ts';
import type { ColumnType } from '../../types/column-type.ts';
import { findColumn, reportDuplicates, type WorkingColumn } from '../working-schema.ts';
import { maskedColumns, type MaskedColumn } from './masked-columns.ts';
import { onlyInput, type OpRule, type RuleContext } from './op-rule.ts';

/** Masked columns become text; NULL stays NULL. */
export const maskRule: OpRule<'mask'> = (step, context) => {
  const { id, schema } = onlyInput(context);
  const { findings, path } = context;
  const names = schema.columns.map((column) => column.name);
  const hidden = maskedColumns(step, names);
  const masked = new Map<string, WorkingColumn>();
  for (const one of hidden) {
    const field = step.columns[one.entry]?.name === undefined ? 'kind' : 'name';
    const at = `${path}.columns.${one.entry}.${field}`;
    const column = findColumn(schema, one.name, { path: at, of: id, findings });
    const type = asColumnType(column.type);
    if (type !== undefined) checkMethod(one, type, { at, findings });
    masked.set(one.name, {
      name: one.name,
      type: { kind: 'text' },
      nullable: column.nullable,
    });
  }
  for (const [index, { name, kind }] of step.columns.entries()) {
    const at = `${path}.columns.${index}`;
    if ((name === undefined) === (kind === undefined)) {
      const message = 'An entry of a mask says what it hides: either by name or by kind.';
      findings.add('SPEC_SHAPE', at, message, 'give "name": a column, or "kind": such as email');
    } else if (kind !== undefined && !schema.open && !hidden.some(({ entry }) => entry === index)) {
      findings.add(
        'UNKNOWN_COLUMN',
        `${at}.kind`,
        `No column of "${id}" has a name that says ${kind}, so nothing would be hidden.`,
        `name the column instead; columns are ${names.slice(0, 10).join(', ')}`,
      );
    }
  }
  reportDuplicates(
    hidden.map((one) => one.name),
    findings,
    (index) => `${path}.columns.${hidden[index]?.entry ?? 0}.name`,
  );
  const columns = schema.columns.map((column) => masked.get(column.name) ?? column);
  return { columns, open: schema.open };
};

/** Redacting looks at no value; the others need its text. */
function checkMethod(
  { name, method }: MaskedColumn,
  type: ColumnType,
  { at, findings }: { readonly at: string; readonly findings: RuleContext['findings'] },
): void {
  if (method === 'redact') return;
  const readable = method === 'partial' ? type.kind === 'text' : canCast(type, { kind: 'text' });
  if (readable) return;
  findings.add(
    'TYPE_MISMATCH',
    at,
    `"${name}" is ${describeType(type)}, which the method ${method} cannot mask.`,
    method === 'partial' ? 'cast it to text before, or use hash' : 'use redact, or leave it out',
  );
}
