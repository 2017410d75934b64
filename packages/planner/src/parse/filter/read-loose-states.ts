import type { EndpointMention, FilterIntent } from '../../ir/index.ts';
import { isMark } from '../../text/token.ts';
import { claim, free, is, isMarkAt, type Reading } from '../reading.ts';
import { stateOf } from './read-value.ts';

/**
 * Reads states beside nouns that are no endpoint: "only completed trips" where the table is named
 * elsewhere. States inside an endpoint's words stay with its table.
 */
export function readLooseStates(
  reading: Reading,
  ends: readonly EndpointMention[],
): FilterIntent[] {
  const taken = ends.flatMap((end) => end.objects.map((object) => object.evidence));
  const outside = (at: number): boolean => {
    const start = reading.tokens[at]?.start ?? 0;
    return taken.every((one) => start < one.start || start >= one.end);
  };
  const found: FilterIntent[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    if (!is(reading, at, 'state') || !outside(at) || !describes(reading, at)) continue;
    if (isOfTime(reading, at)) continue;
    const states: string[] = [];
    let end = at;
    while (is(reading, end, 'state') && states.length < 20) {
      states.push(stateOf(reading, end));
      const joint =
        is(reading, end + 1, 'and') ||
        is(reading, end + 1, 'or') ||
        isMarkAt(reading, end + 1, ',');
      end += joint && is(reading, end + 2, 'state') ? 2 : 1;
    }
    const evidence = claim(reading, at, end);
    found.push({
      op: 'filter',
      any: [
        {
          column: null,
          cmp: 'state',
          values: states.map((value) => ({ type: 'text', value })),
          period: null,
          evidence,
        },
      ],
      evidence,
    });
    at = end - 1;
  }
  return found;
}

/** "when the shop is closed", "once the markets are open": when a run is, not which rows. */
function isOfTime(reading: Reading, at: number): boolean {
  if (!is(reading, at - 1, 'is')) return false;
  return [3, 4].some(
    (back) =>
      /^(?:when|once|after|while|before|until|когда|пока)$/u.test(
        reading.tokens[at - back]?.lower ?? '',
      ) && is(reading, at - back + 1, 'determiner'),
  );
}

/** "completed trips", "only active": an adjective before a noun, or behind "only". */
function describes(reading: Reading, at: number): boolean {
  if (is(reading, at - 1, 'only') || is(reading, at - 1, 'is')) return true;
  if (/^(?:both|either|at once)$/u.test(free(reading, at - 1)?.lower ?? '')) return true;
  const next = free(reading, at + 1);
  if (next === undefined) return false;
  // "internal traffic (ip starts with …)": the brackets say what is meant.
  if (isMark(reading.tokens[at + 2], '(') && reading.claimed[at + 3] === 1) return false;
  const noun = next.kind === 'word' && (next.senses.length === 0 || is(reading, at + 1, 'generic'));
  return (
    noun || is(reading, at + 1, 'state') || is(reading, at + 2, 'state') || next.lower === 'ones'
  );
}
