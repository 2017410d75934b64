import { hired } from './cues/measured.ts';
import { adjectiveMention } from './adjectives/adjective-mention.ts';
import type { Cue } from './cues/cue.ts';
import { penalty } from './moves.ts';
import type { SchemaIndex } from './schema-index.ts';
import { listedSuperlative } from './shapes/take-list.ts';
import { rankBySubject } from './shapes/take-verb.ts';
import { withForm, type State } from './state.ts';
import { rankByColumnBefore } from './take-implied.ts';
import { weights } from './weights.ts';

/** Reads "highest", "oldest": ranks by what follows, or by what the adjective says. */
export function takeSuperlative(
  state: State,
  cue: Extract<Cue, { kind: 'superlative' }>,
  index: SchemaIndex,
): readonly State[] {
  const { form } = state;
  const by = cue.of === undefined ? null : adjectiveMention(cue.of, state.at, index);
  // "is the longest trip" says nothing of serving where nobody serves.
  if (cue.of === hired && by === null) return [];
  const listed = listedSuperlative(state, cue.direction, by);
  if (listed !== null) return [listed];
  const {
    isVague = false,
    isBusy = false,
    isPopular = false,
    isLoose = false,
    isMany = false,
    isNumber = false,
  } = cue;
  const isAdjective = cue.of !== undefined && cue.total !== true;
  const isOfTime = cue.of?.some((one) => one.isEvent === true) ?? false;
  const kinds = { isVague, isBusy, isPopular, isAdjective, isLoose, isMany, isNumber, isOfTime };
  const superlative = { direction: cue.direction, count: cue.count ?? false, ...kinds };
  const limit = typeof state.number === 'number' ? state.number : form.limit;
  const cleared = withForm(state, { limit }, { number: null, and: false });
  // "most to least": the first one still waits.
  const waits = state.superlative !== null && !state.top && !state.and ? 0.8 : 0;
  if (cue.of === undefined)
    return [
      ...rankBySubject(state, cue.direction),
      penalty({ ...cleared, superlative }, waits),
      ...rankByColumnBefore(cleared, cue.direction),
    ];
  // "starting with the most expensive" keeps all rows.
  const least = state.mode === 'order' ? null : 1;
  // "top 5 oldest": by what they are best is said.
  const ranked: State = { ...cleared, top: false, superlative: null };
  // "longest stay", where nothing is called a length: by what follows. "Biggest" is read by itself anyway.
  const isPlain =
    cue.of[0]?.words !== 'area' &&
    cue.of.every(({ against, isEvent }) => against !== true && isEvent !== true);
  if (by === null) return isPlain ? [penalty({ ...cleared, superlative }, 0.1)] : [];
  // "newest first": the order is there already.
  const again = form.order.length === 0 ? 0 : state.last === 'cue' ? 0.5 : 0.3;
  // "the oldest curator and the youngest one": one of them would be lost.
  const [before] = form.order;
  const isOther = before?.ofRows === true && before.direction !== cue.direction;
  const lost = state.and && isOther && form.limit === 1 ? weights.waiting.superlative : 0;
  const total = cue.total === true ? ({ total: true } as const) : {};
  const order = [{ by, direction: cue.direction, ofRows: true, ...total }];
  const cost = again + waits + lost + (isLoose ? weights.implied.looseAdjective : 0);
  const rankedBy = penalty(withForm(ranked, { order, limit: limit ?? least }), cost);
  // "longest and shortest duration": of the column that follows. "Joined first" is all said.
  const isDone = cue.of.some(({ isVerb }) => isVerb === true);
  return isLoose || isDone || cue.total === true
    ? [rankedBy]
    : [rankedBy, penalty({ ...cleared, superlative }, waits + again + 0.1)];
}
