import type { Attribute, Cue } from './cues/cue.ts';
import { attributeMention } from './implied-columns.ts';
import { opposite, penalty } from './moves.ts';
import type { SchemaIndex } from './schema-index.ts';
import { listedSuperlative } from './shapes/take-list.ts';
import { rankBySubject } from './shapes/take-verb.ts';
import { withForm, type State } from './state.ts';
import { rankByColumnBefore } from './take-implied.ts';

/** Reads "highest", "oldest": ranks by what follows, or by what the adjective says. */
export function takeSuperlative(
  state: State,
  cue: Extract<Cue, { kind: 'superlative' }>,
  index: SchemaIndex,
): readonly State[] {
  const { form } = state;
  const listed = cue.of === undefined ? listedSuperlative(state, cue.direction) : null;
  if (listed !== null) return [listed];
  const { isVague = false, isBusy = false, isPopular = false } = cue;
  const kinds = { isVague, isBusy, isPopular };
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
  const attributes = bySuperlative(cue.of, state, index);
  // "top 5 oldest": by what they are best is said.
  const ranked: State = state.top ? { ...cleared, top: false, superlative: null } : cleared;
  // "longest stay", where nothing is called a length: by what follows.
  // "Biggest" is read by itself anyway.
  const isPlain =
    cue.of[0]?.words !== 'area' &&
    cue.of.every(({ against, isEvent }) => against !== true && isEvent !== true);
  if (attributes.length === 0 && isPlain) return [penalty({ ...cleared, superlative }, 0.1)];
  return attributes.map(({ mention, against }, rank) => {
    const direction = against ? opposite(cue.direction) : cue.direction;
    // "newest first": the order is there already.
    const again = form.order.length === 0 ? 0 : state.last === 'cue' ? 0.5 : 0.3;
    return penalty(
      withForm(ranked, {
        order: [
          {
            by: mention,
            direction,
            ofRows: true,
            ...(cue.total === true ? { total: true } : {}),
          },
        ],
        limit: limit ?? least,
      }),
      0.1 * rank + again,
    );
  });
}

/** "oldest invoice", where nothing has an age: by when rows came to be. */
function bySuperlative(
  of: readonly Attribute[],
  state: State,
  index: SchemaIndex,
): ReturnType<typeof attributeMention> {
  const found = attributeMention(of, state, index);
  if (found.length > 0 || of[0]?.words !== 'age') return found;
  const event = [{ words: 'date', isEvent: true }] as const;
  return attributeMention(event, state, index).map((one) => ({ ...one, against: true }));
}
