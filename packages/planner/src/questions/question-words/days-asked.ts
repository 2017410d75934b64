import { isMoment } from '../../link/link-column.ts';
import type { ColumnMention, Measure } from '../form.ts';
import { gainOf, spanOf, type Item } from '../items/item.ts';
import { isSmallWord } from '../cues/small-words.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { withForm, type State } from '../state.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { isHappening, momentsOfVerb } from './asked-verbs.ts';

const asks =
  /^on (?:what|which|(?<count>how many)) (?:distinct|different|unique|various) (?:days?|dates?)$/u;
const longest = 5;

/** "On which distinct days did …": the days of the rows that are named behind, each once. At the start only. */
export function daysAsked(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  if (at > 0 || words[0]?.lower !== 'on') return [];
  for (let end = longest; end > 3; end -= 1) {
    const found = asks.exec(spanOf(words, 0, end));
    if (found === null) continue;
    const done = momentsDone(words.slice(end), index);
    const alternatives = done.length > 0 ? done : index.times.events;
    if (alternatives.length === 0) return [];
    const of: ColumnMention = {
      kind: 'column',
      alternatives,
      words: words[end - 1]?.lower ?? '',
      at: end - 1,
      beside: [],
      ...(done.length > 0 ? {} : { implies: 'moment' }),
      ...(alternatives.every(isTimeOfDay) ? { derived: { kind: 'series', unit: 'day' } } : {}),
    };
    const isCounted = found.groups?.['count'] !== undefined;
    const gain = gainOf(end, weights.parse.asked);
    return [{ kind: 'cue', cue: { kind: 'days', of, isCounted }, start: 0, end, gain }];
  }
  return [];
}

/** A moment of which only the day is asked for. */
function isTimeOfDay({ what: { column } }: Named<Field>): boolean {
  return isMoment(column) && column.type.kind !== 'date';
}

/** Shows the days, or how many there are. */
export function takeDays(state: State, of: ColumnMention, isCounted: boolean): State {
  const counted: Measure = { kind: 'measure', fn: 'count', distinct: true, of };
  return withForm(state, isCounted ? { shows: [counted] } : { shows: [of], distinct: true });
}

/** "did members join", "were invoices issued": moments of what is said to be done. */
function momentsDone(words: readonly Word[], index: SchemaIndex): readonly Named<Field>[] {
  for (const { kind, lower } of words) {
    if (kind !== 'word' || isSmallWord(lower) || isHappening(lower)) continue;
    const found = momentsOfVerb(lower, index).filter(({ what }) => index.times.has(what));
    const [best] = found;
    if (best !== undefined && best.score >= weights.time.verb.group)
      return found.filter(({ score }) => score === best.score);
  }
  return [];
}
