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
  /^(?:on|in) (?:what|which|(?<count>how many)) (?:distinct|different|unique|various) (?:days?|dates?|(?<year>years?))$/u;
const longest = 5;

/** "On which distinct days did …", "in which distinct years": of the rows that are named behind, each once. At the start only. */
export function daysAsked(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  if (at > 0 || !/^(?:on|in)$/u.test(words[0]?.lower ?? '')) return [];
  for (let end = longest; end > 3; end -= 1) {
    const found = asks.exec(spanOf(words, 0, end));
    if (found === null) continue;
    const done = momentsDone(words.slice(end), index);
    const isYear = found.groups?.['year'] !== undefined;
    const years = isYear && done.length === 0 ? yearsNamed(index) : [];
    const alternatives = done.length > 0 ? done : [...years, ...index.times.events];
    if (alternatives.length === 0) return [];
    const unit = isYear ? 'year' : 'day';
    const of: ColumnMention = {
      kind: 'column',
      alternatives,
      words: words[end - 1]?.lower ?? '',
      at: end - 1,
      beside: [],
      ...(done.length > 0 ? {} : { implies: 'moment' }),
      ...(isYear || alternatives.every(isTimeOfDay) ? { derived: { kind: 'series', unit } } : {}),
    };
    const isCounted = found.groups?.['count'] !== undefined;
    const gain = gainOf(end, weights.parse.asked);
    return [{ kind: 'cue', cue: { kind: 'days', of, isCounted }, start: 0, end, gain }];
  }
  return [];
}

/** Columns that are called so. */
function yearsNamed(index: SchemaIndex): readonly Named<Field>[] {
  return index.fieldsNamed(['year']).filter(({ score }) => score >= weights.link.sure);
}

/** A moment of which only the day is asked for. */
function isTimeOfDay({ what: { column } }: Named<Field>): boolean {
  return isMoment(column) && column.type.kind !== 'date';
}

/** Shows the days, or how many there are. */
export function takeDays(state: State, of: ColumnMention, isCounted: boolean): State {
  const counted: Measure = { kind: 'measure', fn: 'count', distinct: true, of };
  const isYear = of.derived?.kind === 'series' && of.derived.unit === 'year';
  const change = isCounted ? { shows: [counted] } : { shows: [of], distinct: true };
  return withForm(state, change, isYear ? { mode: 'where' } : {});
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
