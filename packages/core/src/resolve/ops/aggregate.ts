import { comparability } from '../../expression/common-type.ts';
import { describeType } from '../../expression/inferred-type.ts';
import { typeColumn } from '../typed-expression.ts';
import { reportDuplicates } from '../working-schema.ts';
import { stepScope, type OpRule } from './op-rule.ts';

/** Group columns, then measures. */
export const aggregateRule: OpRule<'aggregate'> = (step, context) => {
  const { findings, path } = context;
  const groups = step.group_by.map(({ name, expression }, index) => {
    const scope = stepScope(context, `group_by.${index}.expression`);
    const { type, nullable } = typeColumn(expression, scope, findings);
    if (comparability(type) === 'none') {
      const message = `Rows cannot be grouped by "${name}", which is ${describeType(type)}.`;
      findings.add('TYPE_MISMATCH', scope.path, message, 'cast it to text');
    }
    return { name, type, nullable };
  });
  const measures = step.measures.map(({ name, expression }, index) => {
    const scope = stepScope(context, `measures.${index}.expression`, 'measure');
    const grouped = groups.length > 0;
    const { type, nullable } = typeColumn(expression, { ...scope, grouped }, findings);
    return { name, type, nullable };
  });
  const columns = [...groups, ...measures];
  reportDuplicates(
    columns.map((column) => column.name),
    findings,
    (index) =>
      index < groups.length
        ? `${path}.group_by.${index}.name`
        : `${path}.measures.${index - groups.length}.name`,
  );
  return { columns, open: false };
};
