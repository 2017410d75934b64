import { describeType } from '../../expression/inferred-type.ts';
import { historyOf } from '../../spec/history.ts';
import type { Target } from '../../spec/target.ts';
import { findColumn, hiddenSchema, reportDuplicates } from '../working-schema.ts';
import type { Pass, PassContext } from './pass.ts';

const moments: readonly string[] = ['date', 'timestamp', 'timestamptz', 'unknown'];

/** Columns of history stand apart from those that arrive, and `effective` says when. */
export const historySound: Pass = (context) => {
  for (const [index, target] of context.spec.targets.entries()) {
    if (target.write.mode === 'scd2') checkHistory(context, index, target);
    else if (target.write.history !== undefined) {
      context.findings.add(
        'WRITE_MODE_NOT_SUPPORTED',
        `targets.${index}.write.history`,
        `Only mode scd2 keeps history, not ${target.write.mode}.`,
        'use mode scd2, or remove history',
      );
    }
  }
};

function checkHistory({ schemas, findings }: PassContext, index: number, target: Target): void {
  const path = `targets.${index}.write.history`;
  const schema = schemas.get(target.input) ?? hiddenSchema;
  const { valid_from, valid_to, is_current, effective } = historyOf(target.write);
  const own = { valid_from, valid_to, is_current };
  reportDuplicates(Object.values(own), findings, (place) => `${path}.${Object.keys(own)[place]}`);
  for (const [field, name] of Object.entries(own)) {
    if (!schema.columns.some((column) => column.name === name)) continue;
    findings.add(
      'DUPLICATE_COLUMN',
      `${path}.${field}`,
      `The column "${name}" arrives, and history needs one of that name.`,
      `rename the column in a step, or set write.history.${field}`,
    );
  }
  if (effective === undefined) return;
  const at = { path: `${path}.effective`, of: target.input, findings };
  const { type, nullable } = findColumn(schema, effective, at);
  if (!moments.includes(type.kind)) {
    findings.add(
      'TYPE_MISMATCH',
      at.path,
      `"${effective}" is ${describeType(type)}, which is no moment.`,
      'it must be a date, timestamp or timestamptz',
    );
  } else if (nullable && type.kind !== 'unknown') {
    findings.add(
      'NULLABLE_MISMATCH',
      at.path,
      `"${effective}" may be NULL, and then nobody knows since when the row is as it is.`,
      `add a filter step with ${effective} IS NOT NULL, or derive it with coalesce`,
    );
  }
}
