import { belongsTo } from '../../query/join-graph.ts';
import type { TableMention } from '../form.ts';
import { articles } from '../name-spans.ts';
import { isOfPeople } from '../people-tables.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { gainOf, type Item } from './item.ts';

/** "members of the club": the people that belong to clubs, however their table is called. */
export function membersAt(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const [members, of] = words.slice(at, at + 2);
  if (members?.lemma !== 'member' || members.lower === 'member' || of?.lower !== 'of') return [];
  if ((index.tablesNamed(['member'])[0]?.score ?? 0) >= weights.link.sure) return [];
  const next = articles.has(words[at + 2]?.lower ?? '') ? at + 3 : at + 2;
  const group = index.tablesNamed([words[next]?.lemma ?? ''])[0];
  if (group === undefined || group.score < weights.link.sure) return [];
  const people = index.schema.tables.filter(
    (table) =>
      table !== group.what &&
      isOfPeople(table) &&
      index.edges.some(({ many, one }) => many === table && one === group.what) &&
      belongsTo(index.edges, table, group.what),
  );
  const [only, ...others] = people;
  if (only === undefined || others.length > 0) return [];
  const table: TableMention = {
    kind: 'table',
    alternatives: [{ what: only, score: weights.link.sure }],
    words: members.lower,
    at,
  };
  const gain = gainOf(1, weights.parse.table * weights.link.sure);
  return [{ kind: 'table', table, start: at, end: at + 1, gain }];
}
