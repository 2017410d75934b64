import type { CatalogColumn, Expression } from '@ai-etl/core';
import type { Block } from '../block.ts';
import { addExistence, tableOfTest } from '../build-tests.ts';
import { CannotBuild, type Building } from '../building.ts';
import { binary, literalFor } from '../expressions.ts';
import type { Form, Test } from '../form.ts';
import { initialsOf } from '../row-nouns.ts';
import type { RoleTable } from './role-tables.ts';
import { valueOfRole } from './value-roles.ts';

/**
 * "the account managers": those of the staff that are one of somebody, unless the query says more of that. Where rows
 * hold the word as a value ("buyers" of a staff whose job may be Buyer), those that do, whether or not they bought.
 */
export function keepToRole(block: Block, form: Form, building: Building): readonly Expression[] {
  const role = building.index.roles.roleOf(block.root);
  if (role === null || isOwnInitials(role)) return [];
  const owners = role.edges.map((edge) => edge.many);
  if (owners.some((one) => block.tables.includes(one))) return [];
  const value = valueOfRole(role, building.index);
  const isSaid = form.tests.some((test) => {
    // Who has none is none of those who have.
    if (value !== null && saysNone(test)) return false;
    const table =
      test.kind === 'exists'
        ? building.resolution.tableOf(test.table)
        : tableOfTest(test, building);
    return table !== null && owners.includes(table);
  });
  const [owner] = owners;
  if (isSaid || owner === undefined) return [];
  if (value === null) {
    addExistence(block, owner, { tests: [], negated: false, building });
    return [];
  }
  const { column } = value.field;
  const said = form.tests.flatMap((test) => valuesSaid(test, column));
  if (said.some((one) => one !== value.value)) throw new CannotBuild('two values of one column');
  if (said.length > 0) return [];
  const literal = literalFor(column, value.value);
  return literal === null
    ? []
    : [binary('eq', block.column({ table: block.root, column }), literal)];
}

/** `po_id` of lines: "POs" are all purchase orders, with lines or without. */
function isOwnInitials({ parts, base }: RoleTable): boolean {
  return parts.length === 1 && parts[0] === initialsOf(base);
}

function valuesSaid(test: Test, column: CatalogColumn): readonly string[] {
  if (test.kind !== 'held' || test.negated) return [];
  const fields = test.values.flatMap(({ byField }) => byField);
  return fields.filter(({ field }) => field.column === column).map(({ value }) => value);
}

function saysNone(test: Test): boolean {
  return test.kind !== 'null' && 'negated' in test && test.negated;
}
