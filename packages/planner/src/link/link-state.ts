import {
  walk,
  type CatalogColumn,
  type CatalogTable,
  type Expression,
  type NamedCondition,
} from '@ai-etl/core';
import { lemma } from '../lexicon/lemma.ts';
import { nameWords } from './name-words.ts';
import { conditionCalled } from './own-names.ts';

/** How a state such as "completed" or "active" shows in a table's columns. */
export interface LinkedState {
  readonly column: CatalogColumn;
  readonly expression: Expression;
  readonly because: string;
  /** A project has settled what the word means. */
  readonly isOwn?: true;
}

/** States with the opposite prefix: "inactive" is "active" being false. */
const opposites: ReadonlyMap<string, string> = new Map([
  ['inactive', 'active'],
  ['unpaid', 'paid'],
  ['unverified', 'verified'],
  ['unresolved', 'resolved'],
  ['unpublished', 'published'],
  ['disabled', 'enabled'],
]);

/** Every column that could hold the state, best first; empty when none can. */
export function linkState(state: string, table: CatalogTable): LinkedState[] {
  const named = conditionCalled([state], table);
  if (named !== undefined) return ownState(named, table);
  return [...flags(state, table), ...statuses(state, table), ...moments(state, table)];
}

/** What a project means by the word: nothing else is looked for. */
function ownState({ condition }: NamedCondition, table: CatalogTable): LinkedState[] {
  const names = new Set<string>();
  walk(condition, (one) => {
    if (one.kind === 'column') names.add(one.name);
  });
  const column = table.columns.find(({ name }) => names.has(name));
  return column === undefined
    ? []
    : [{ column, expression: condition, because: 'the glossary says what it means', isOwn: true }];
}

/** `is_active`, `active`: boolean columns. */
function flags(state: string, table: CatalogTable): LinkedState[] {
  const opposite = opposites.get(state);
  return table.columns
    .filter((column) => column.type.kind === 'bool')
    .flatMap((column): LinkedState[] => {
      const words = nameWords(column.name);
      const value = words.includes(lemma(state))
        ? true
        : opposite !== undefined && words.includes(opposite)
          ? false
          : null;
      if (value === null) return [];
      const expression: Expression = {
        kind: 'binary',
        op: 'eq',
        left: { kind: 'column', name: column.name },
        right: { kind: 'literal', type: 'bool', value },
      };
      return [{ column, expression, because: `${column.name} is a yes-or-no column of this name` }];
    });
}

/** `status`, then `payment_status` and the like: text columns. */
function statuses(state: string, table: CatalogTable): LinkedState[] {
  return table.columns
    .filter(
      (column) =>
        column.type.kind === 'text' &&
        nameWords(column.name).some((word) => word === 'status' || word === 'state'),
    )
    .filter(
      (column) => !nameWords(column.name).includes('state') || nameWords(column.name).length === 1,
    )
    .sort((a, b) => nameWords(a.name).length - nameWords(b.name).length)
    .map((column) => ({
      column,
      expression: {
        kind: 'binary',
        op: 'eq',
        left: { kind: 'column', name: column.name },
        right: { kind: 'literal', type: 'text', value: state },
      },
      because: `${column.name} is the column of states`,
    }));
}

/** `cancelled_at`: a moment that is filled once the state is reached. */
function moments(state: string, table: CatalogTable): LinkedState[] {
  return table.columns
    .filter(
      (column) =>
        new RegExp(`^${state.replaceAll(/[^a-z]/gu, '')}_(?:at|on|date|time)$`, 'iu').test(
          column.name,
        ) && column.nullable,
    )
    .map((column) => ({
      column,
      expression: {
        kind: 'is_null',
        operand: { kind: 'column', name: column.name },
        negated: true,
      },
      because: `${column.name} is filled when it happened`,
    }));
}
