import type { Block } from '../block.ts';
import { addExistence, tableOfTest } from '../build-tests.ts';
import type { Building } from '../building.ts';
import type { Form } from '../form.ts';

/** "the account managers": those of the staff that are one of somebody, unless the query says more of that. */
export function keepToRole(block: Block, form: Form, building: Building): void {
  const role = building.index.roles.roleOf(block.root);
  if (role === null) return;
  const owners = role.edges.map((edge) => edge.many);
  const isSaid = form.tests.some((test) => {
    const table =
      test.kind === 'exists'
        ? building.resolution.tableOf(test.table)
        : tableOfTest(test, building);
    return table !== null && owners.includes(table);
  });
  const [owner] = owners;
  if (isSaid || owner === undefined || owners.some((one) => block.tables.includes(one))) return;
  addExistence(block, owner, { tests: [], negated: false, building });
}
