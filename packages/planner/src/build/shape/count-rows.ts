import type { Expression } from '@ai-etl/core';
import { nameWords } from '../../link/name-words.ts';
import type { Draft, Member, Place } from '../step-draft.ts';
import { askColumn } from './ask-column.ts';
import { call, columnOf } from './made-rows.ts';

/**
 * The count of rows. Behind a join "the number of orders" counts each order once, whatever it met, and none
 * where it met nobody: by its key, which is asked for where it has none. Null after asking.
 */
export function countOf(
  draft: Draft,
  { said, id }: { readonly said: string; readonly id: string },
  place: Pick<Place, 'findings'>,
): Expression | null {
  const member = draft.members.length < 2 ? null : memberSaid(draft, said);
  if (member === null) return call('count');
  const { branch, names, repeatedBy } = member;
  const { name } = branch.table.object;
  const keys = branch.table.primaryKey.flatMap((key) =>
    draft.rows.columns.filter((column) => column.name === names.get(key)),
  );
  // A key is never empty by itself.
  const isLacking = keys.some((key) => key.nullable);
  if (repeatedBy === null && !isLacking) return call('count');
  const [only, ...more] = keys;
  if (only !== undefined && more.length === 0)
    return repeatedBy === null
      ? call('count', columnOf(only.name))
      : { kind: 'call', name: 'count', args: [columnOf(only.name)], distinct: true };
  const own = new Set(names.values());
  const column = askColumn(
    draft,
    {
      id: `${id}_rows`,
      question: `A row of ${name} may be there several times once it is joined. By which column are different ones told apart?`,
      offered: draft.rows.columns.filter((one) => own.has(one.name)),
    },
    place,
  );
  return column === null
    ? null
    : { kind: 'call', name: 'count', args: [columnOf(column.name)], distinct: true };
}

/** The joined table whose rows the words name, by its longest name; "order" is not orders beside order items. */
function memberSaid({ members }: Draft, said: string): Member | null {
  const words = ` ${nameWords(said).join(' ')} `;
  const names = members.map(({ branch }) => `${nameWords(branch.table.object.name).join(' ')} `);
  const named = members.flatMap((member, at) => {
    const name = names[at] ?? '';
    const isPart = names.some((other) => other !== name && other.startsWith(name));
    const isWhole = said.toLowerCase().includes(member.branch.table.object.name.toLowerCase());
    const isNamed = words.includes(` ${name}`) && (isWhole || !isPart);
    return isNamed ? [{ member, length: name.length }] : [];
  });
  return named.toSorted((a, b) => b.length - a.length).at(0)?.member ?? null;
}
