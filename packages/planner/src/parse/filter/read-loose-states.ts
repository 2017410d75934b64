import type { EndpointMention, FilterIntent } from '../../ir/index.ts';
import { isMark } from '../../text/token.ts';
import { claim, endsClause, free, is, isMarkAt, type Reading } from '../reading.ts';
import { explanationStart } from './explanation.ts';
import { shutBefore } from './negated-from.ts';
import { trailingExclusionEnd } from './read-trailing-exclusion.ts';
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
    const isSaid = is(reading, at, 'state') && describes(reading, at);
    if (!(isSaid || isLot(reading, at)) || !outside(at)) continue;
    if (isOfTime(reading, at)) continue;
    const states: string[] = [];
    let end = at;
    while ((is(reading, end, 'state') || end === at) && states.length < 20) {
      states.push(stateOf(reading, end));
      const joint =
        is(reading, end + 1, 'and') ||
        is(reading, end + 1, 'or') ||
        isMarkAt(reading, end + 1, ',');
      end += joint && is(reading, end + 2, 'state') ? 2 : 1;
    }
    const shut = shutBefore(reading, at);
    const behind = shut === null ? shutBehind(reading, end) : null;
    const evidence = claim(reading, shut ?? at, end);
    if (behind !== null) claim(reading, behind.from, behind.to);
    found.push({
      op: 'filter',
      any: [
        {
          column: null,
          cmp: shut === null && behind === null ? 'state' : 'not_state',
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

/** "cancelled orders are left out": the words behind the noun that shut the things out. */
function shutBehind(
  reading: Reading,
  at: number,
): { readonly from: number; readonly to: number } | null {
  const noun = free(reading, at);
  const isNoun =
    noun?.kind === 'word' &&
    (noun.senses.length === 0 || is(reading, at, 'generic') || noun.lower === 'ones');
  if (!isNoun || isMark(reading.tokens[at + 1], ',', ')')) return null;
  const to = trailingExclusionEnd(reading, at + 1);
  return to === null ? null : { from: at + 1, to };
}

/** What befalls things; a state only where it picks them out, since rows are lost and loads broken off as well. */
const lots =
  /^(?:lost|found|stolen|damaged|broken|repaired|sold|unsold|booked|reserved|occupied|vacant|signed|unsigned|escalated|disputed|banned|cracked|spoiled|потерянн\p{L}*|украденн\p{L}*|поврежд[её]нн\p{L}*|сломанн\p{L}*|проданн\p{L}*|подписанн\p{L}*|просроченн\p{L}*)$/u;

/** "only lost bags": behind "only", before the things themselves. */
function isLot(reading: Reading, at: number): boolean {
  const token = free(reading, at);
  const next = free(reading, at + 1);
  if (token?.kind !== 'word' || token.quoted || !lots.test(token.lower)) return false;
  const isThing = next?.kind === 'word' && next.senses.length === 0;
  // "only stolen bikes and damaged scooters": each thing has a lot of its own, which one condition cannot tell.
  if (lots.test(free(reading, at + 3)?.lower ?? '')) return false;
  return is(reading, at - 1, 'only') && isThing && /(?:s|people|children|[ыи])$/u.test(next.lower);
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
  if (isExplained(reading, at + 2)) return false;
  if (is(reading, at - 1, 'only') || is(reading, at - 1, 'is')) return true;
  if (/^(?:both|either|at once)$/u.test(free(reading, at - 1)?.lower ?? '')) return true;
  const next = free(reading, at + 1);
  // "выкинь отмененные": nothing stands behind what is shut out.
  const isLast = endsClause(reading, at + 1) || isMarkAt(reading, at + 1, ',');
  if (isLast && shutBefore(reading, at) !== null) return true;
  if (next === undefined) return false;
  // "internal traffic (ip starts with …)": the brackets say what is meant.
  if (isMark(reading.tokens[at + 2], '(') && reading.claimed[at + 3] === 1) return false;
  const noun = next.kind === 'word' && (next.senses.length === 0 || is(reading, at + 1, 'generic'));
  return (
    noun || is(reading, at + 1, 'state') || is(reading, at + 2, 'state') || next.lower === 'ones'
  );
}

/** "paid accounts, i.e. those whose …": the words behind say exactly which things are meant, and are read. */
function isExplained(reading: Reading, at: number): boolean {
  return [at + 2, at + 3, at + 4].some((end) => {
    if (explanationStart(reading, end) !== at) return false;
    const condition = is(reading, end, 'determiner') ? end + 1 : end;
    return reading.claimed[condition] === 1;
  });
}
