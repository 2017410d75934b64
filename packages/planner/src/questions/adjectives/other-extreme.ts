import type { AggregateName, Measure, TableMention } from '../form.ts';
import { gainOf, type Item } from '../items/item.ts';
import { settleSubject } from '../moves.ts';
import { withForm, type State } from '../state.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { adjectiveAt } from './from-to.ts';

const named: ReadonlyMap<string, AggregateName> = new Map([
  ['maximum', 'max'],
  ['max', 'max'],
  ['minimum', 'min'],
  ['min', 'min'],
  ['average', 'avg'],
  ['mean', 'avg'],
]);
/** What may follow: of which rows, and no column. */
const behind = /^(?:of|for|among|amongst|in|at|on|across|within|from)$/u;

/** Reads "… and the cheapest one", "and the lowest" behind "the highest fee": another end of the same column. */
export function otherExtremeItems(words: readonly Word[], at: number): readonly Item[] {
  if (words[at]?.lower !== 'and' || !words.slice(0, at).some((_, place) => saysEnd(words, place)))
    return [];
  const start = words[at + 1]?.lower === 'the' ? at + 2 : at + 1;
  const found = saysEnd(words, start);
  if (found === null) return [];
  const end = /^ones?$/u.test(words[found.end]?.lower ?? '') ? found.end + 1 : found.end;
  const next = words[end];
  if (next !== undefined && next.kind !== 'mark' && !behind.test(next.lower)) return [];
  const cue = { kind: 'otherExtreme', fn: found.fn } as const;
  const gain = gainOf(end - at, weights.parse.cue);
  return [{ kind: 'cue', cue, start: at, end, gain }];
}

function saysEnd(words: readonly Word[], at: number): { fn: AggregateName; end: number } | null {
  const fn = named.get(words[at]?.lower ?? '');
  if (fn !== undefined) return { fn, end: at + 1 };
  if (words[at]?.lower === 'the') return null;
  const read = adjectiveAt(words, at);
  const isMost = read?.found.some(({ most }) => most.includes(read.words)) === true;
  if (read === null || !isMost) return null;
  const direction = (read.found.find(({ of }) => of === null) ?? read.found[0])?.direction;
  return { fn: direction === 'desc' ? 'max' : 'min', end: read.end };
}

/** Both ends of the column that was said to be highest, or measured; empty where rows are ranked by it. */
export function takeOtherExtreme(before: State, fn: AggregateName): readonly State[] {
  const state = settleSubject(before);
  const { shows, order, entity, limit } = state.form;
  const last = shows.at(-1);
  const measured = (of: Measure['of'], name: AggregateName): Measure => ({
    kind: 'measure',
    fn: name,
    distinct: false,
    of,
  });
  const isNumber = last?.kind === 'measure' && last.of?.kind === 'column' && last.fn !== fn;
  if (isNumber && isAskedOf(last.of, entity))
    return [withForm(state, { shows: [...shows, measured(last.of, fn)] })];
  const [only, ...more] = order;
  if (only?.by.kind !== 'column' || more.length > 0 || limit !== 1) return [];
  const { by } = only;
  const isOther = shows.some((show) => show.kind !== 'column' || show.at !== by.at);
  const first = only.direction === 'desc' ? 'max' : 'min';
  if (only.ofRows === true || !isAskedOf(by, entity) || isOther || first === fn) return [];
  const both = [measured(by, first), measured(by, fn)];
  return [withForm(state, { shows: both, order: [], limit: null })];
}

/** "Which cook has the highest fee and the lowest one?" asks for cooks, and not for fees. */
function isAskedOf(by: Measure['of'], entity: TableMention | null): boolean {
  return entity === null || (by !== null && entity.at > by.at);
}
