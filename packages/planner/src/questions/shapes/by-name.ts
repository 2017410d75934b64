import { isKeyLike, labelColumns } from '../../query/table-facts.ts';
import type { ColumnMention } from '../form.ts';
import { gainOf, type Item } from '../items/item.ts';
import { settleSubject } from '../moves.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { withForm, type State } from '../state.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';

const longest = 3;
const sorts =
  /^(?:(?:sort|order|arrange|rank|group|list)(?:s|ed|ing)?|alphabetical(?:ly)?|ascending|descending|known|called|broken|split|counted?)$/u;
const owners = /^(?:the|their|its)$/u;

/** "…, by name", "by title": words for what names rows, behind the rows. */
export function byNameItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  const by = words[at]?.lower === ',' ? at + 1 : at;
  if (!/^(?:by|по)$/u.test(words[by]?.lower ?? '') || by === 0) return [];
  if (sorts.test(words[at - 1]?.lower ?? '')) return [];
  const start = owners.test(words[by + 1]?.lower ?? '') ? by + 2 : by + 1;
  for (let length = longest; length > 0; length -= 1) {
    const end = start + length;
    const said = words.slice(start, end);
    if (said.length < length || said.some(({ kind }) => kind !== 'word')) continue;
    if (!isDone(words, end)) continue;
    const alternatives = index
      .fieldsNamed(said.map(({ lemma }) => lemma))
      .filter(
        ({ what: { table, column }, score }) =>
          score >= weights.link.sure &&
          labelColumns(table).includes(column) &&
          !isKeyLike(column, table),
      );
    if (alternatives.length === 0) continue;
    const name = said.map(({ lower }) => lower).join(' ');
    const of: ColumnMention = { kind: 'column', alternatives, words: name, at: start, beside: [] };
    const isListed = words[end]?.lower === 'and' || words[end]?.lower === 'и';
    const gain = gainOf(end - by, weights.parse.column);
    return [{ kind: 'cue', cue: { kind: 'byName', of, isListed }, start: at, end, gain }];
  }
  return [];
}

/** The end of a sentence, or more that is to be shown. */
function isDone(words: readonly Word[], end: number): boolean {
  const next = words[end];
  return next === undefined || /^[.?!;]$|^(?:and|и)$/u.test(next.lower);
}

/** Reads "by name" of rows that were named, and of which nothing is counted: their names are shown, in order. */
export function takeByName(state: State, of: ColumnMention, isListed: boolean): readonly State[] {
  const { form, aggregate, mode, shape } = state;
  const { entity, shows, groups, order, ranks, frame } = form;
  const tables = (entity?.alternatives ?? []).map(({ what }) => what);
  const own = of.alternatives.filter(({ what }) => tables.includes(what.table));
  if (own.length === 0 || aggregate !== null || mode === 'order' || mode === 'group') return [];
  // "the one with the most rooms, by name": there is one to be shown.
  const isRanked = form.limit !== null || order.length > 0 || state.superlative !== null;
  if (shows.length > 0 && isRanked && shows.every(({ kind }) => kind !== 'measure')) return [state];
  if (shows.length > 0 || groups.length > 0 || ranks || frame !== null || shape.sorts) return [];
  const settled = state.not ? state : settleSubject(state);
  const name: ColumnMention = { ...of, alternatives: own };
  return [
    withForm(
      settled,
      {
        shows: isListed ? [name] : [],
        order: isRanked ? order : [{ by: name, direction: 'asc' }],
      },
      { mode: 'show', inside: null },
    ),
  ];
}
