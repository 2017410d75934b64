import type { PlannerConnection } from '../../plan-types.ts';

/** Steps look at a table and never at its connection, which a spec that is there has already. */
export const postponedConnection: PlannerConnection = {
  id: '',
  name: '',
  type: '',
  roles: ['source'],
  catalog: null,
};
