import type { OpRule } from './op-rule.ts';

/** What the data system described beforehand; hidden until it has. */
export const sqlRule: OpRule<'sql'> = (_step, { describedSchema }) =>
  describedSchema === undefined
    ? { columns: [], open: true }
    : { columns: describedSchema, open: false };
