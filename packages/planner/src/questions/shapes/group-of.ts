import { belongsTo } from '../../query/join-graph.ts';
import type { TableMention } from '../form.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { withForm, type State } from '../state.ts';
import { isSingular } from '../words.ts';

/**
 * Reads "driver" of "by depot of the driver": the group is that of drivers, and not of whatever else has one; of
 * "by depot of destination": it is the depot in that role. null: the table is a group of its own.
 */
export function groupOf(state: State, table: TableMention, index: SchemaIndex): State | null {
  const { groups } = state.form;
  const named = groups.at(-1);
  if (state.mode !== 'group' || !state.preposition || state.and) return null;
  if (named?.kind !== 'table' || !isSingular(table.words)) return null;
  const [group, owner] = [named, table].map(({ alternatives }) => alternatives[0]?.what);
  if (group === undefined || owner === undefined || group === owner) return null;
  const isRole = index.roles.roleOf(owner)?.base === group;
  if (isRole) return withForm(state, { groups: [...groups.slice(0, -1), table] });
  if (!belongsTo(index.edges, owner, group)) return null;
  return withForm(state, { groups: [...groups.slice(0, -1), { ...named, of: table }] });
}
