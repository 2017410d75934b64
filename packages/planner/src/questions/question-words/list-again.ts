import { cuesOf } from '../cues/cues-of.ts';
import { gainOf, type Item } from '../items/item.ts';
import { settleWhen } from '../shapes/settle-when.ts';
import type { ColumnMention } from '../form.ts';
import { withForm, type State } from '../state.ts';
import { isMoment } from '../../link/link-column.ts';
import type { Field, SchemaIndex } from '../schema-index.ts';
import { isTextOfMoment, isYearOfVerb } from '../times/told-by-verb.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';

/** Another sentence that says what is to be listed: what was asked for before is not shown beside it. */
export interface ListAgainItem {
  readonly kind: 'listAgain';
}

const marks: ReadonlySet<string> = new Set(['?', '.', ';', '!']);
const also = /^(?:also|too|additionally|as well)$/u;

/** "Where was each musician born? Show the name and the place." */
export function listAgainItems(words: readonly Word[], at: number): readonly Item[] {
  const [mark, verb] = words.slice(at, at + 2);
  if (at === 0 || mark?.kind !== 'mark' || !marks.has(mark.lower) || verb === undefined) return [];
  const lists = cuesOf(verb.lower).some(({ kind }) => kind === 'show');
  if (!lists || words.slice(at + 1).some(({ lower }) => also.test(lower))) return [];
  return [{ kind: 'listAgain', start: at, end: at + 1, gain: gainOf(1, weights.parse.listAgain) }];
}

/** Only columns are asked for once more; totals and groups stay. */
export function takeListAgain(state: State, { states }: SchemaIndex): readonly State[] {
  const { shows, groups, frame } = state.form;
  const isList = shows.length > 0 && shows.every(({ kind }) => kind === 'column');
  const isOfRows = groups.every(({ kind }) => kind === 'table') && frame === null;
  const waits = state.aggregate !== null || state.superlative !== null || state.compare !== null;
  // "Which phones are waterproof? Return their names.": yes or no is a condition.
  const isAsked = shows.every(
    (show) =>
      show.kind !== 'column' ||
      !show.alternatives.some(({ what }) => states.flags.has(what.column)),
  );
  if (!isList || !isOfRows || waits || !isAsked) return [];
  const asked = settleWhen(state).form.shows.filter((show) => show.kind === 'column');
  const shape = { ...state.shape, asksWhen: false, askedBefore: asked };
  return [withForm(state, { shows: [] }, { mode: 'show', inside: null, event: null, shape })];
}

/** "When was it founded? Give the name and the year": the one that was asked for; else the column that was named. */
export function askedBefore(state: State, named: ColumnMention): ColumnMention {
  const says = /^(?:years?|dates?|days?|times?)$/u.test(named.words);
  const before = says
    ? state.shape.askedBefore.find(({ alternatives }) =>
        alternatives.some(({ what }) => isMoment(what.column) || saysWhen(what)),
      )
    : undefined;
  return before === undefined ? named : { ...before, at: named.at };
}

function saysWhen(field: Field): boolean {
  return isYearOfVerb(field) || isTextOfMoment(field) || /date|year/iu.test(field.column.name);
}
