import { cuesOf } from '../cues/cues-of.ts';
import { gainOf, type Item } from '../items/item.ts';
import { withForm, type State } from '../state.ts';
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
export function takeListAgain(state: State): readonly State[] {
  const { shows, groups, frame } = state.form;
  const isList = shows.length > 0 && shows.every(({ kind }) => kind === 'column');
  const isOfRows = groups.every(({ kind }) => kind === 'table') && frame === null;
  const waits = state.aggregate !== null || state.superlative !== null || state.compare !== null;
  if (!isList || !isOfRows || waits) return [];
  const shape = { ...state.shape, asksWhen: false };
  return [withForm(state, { shows: [] }, { mode: 'show', inside: null, event: null, shape })];
}
