import type { OpRule } from './op-rule.ts';

/** What the data system described beforehand; hidden while something before it is wrong. */
export const sqlRule: OpRule<'sql'> = (step, { describedSchema, inputs, findings, path }) => {
  if (describedSchema !== undefined) return { columns: describedSchema, open: false };
  if (inputs.every(({ schema }) => !schema.open)) {
    const message = `The columns of "${step.id}" are unknown: its SQL was not described by the data system.`;
    findings.add('QUERY_REJECTED', `${path}.text`, message, 'run the SQL there and cure its error');
  }
  return { columns: [], open: true };
};
