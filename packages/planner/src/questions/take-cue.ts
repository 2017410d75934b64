import { takeOtherExtreme } from './adjectives/other-extreme.ts';
import { takeFromTo } from './adjectives/take-from-to.ts';
import type { Attribute, Cue } from './cues/cue.ts';
import { age } from './cues/measured.ts';
import type { AggregateName, Operator, Test } from './form.ts';
import type { SchemaIndex } from './schema-index.ts';
import { addTest, withForm, type State } from './state.ts';
import { countOf, penalty, settleSubject, takeSubject } from './moves.ts';
import { takeByName } from './shapes/by-name.ts';
import { takeSides } from './shapes/compare-values.ts';
import { asksMore, withRows } from './shapes/asked-rows.ts';
import { takeForemost } from './shapes/take-foremost.ts';
import { nestRanking, takeSingle } from './shapes/take-group.ts';
import { takeNothing, takeOnly } from './shapes/sets.ts';
import {
  takeOverTime,
  takeSameBefore,
  takeUnitBefore,
  takeVersus,
} from './shapes/take-over-time.ts';
import { takeRanking } from './shapes/ranked-rows.ts';
import { takeEvery } from './every/take-every.ts';
import { takeAnother, takeEnds, takeOtherEnd } from './ends/take-ends.ts';
import { takeSame } from './gaps/take-gap.ts';
import { markListed } from './shapes/listed-again.ts';
import { settleSuperlative } from './finish.ts';
import { alsoColumns } from './shapes/show-also.ts';
import { takeWho } from './shapes/take-who.ts';
import { takeOwn } from './shapes/take-comparison.ts';
import { takeStandsFor } from './shapes/stands-for.ts';
import { compareBy } from './shapes/compare-by.ts';
import { takeOnce } from './shapes/take-once.ts';
import { takePortion } from './shapes/take-portion.ts';
import { takeVerb } from './shapes/take-verb.ts';
import { markVerb, takeCameFrom, takeRate, takeShare } from './shapes/take-share.ts';
import { takeMeaning, takeOperator, takePair, takePairTo } from './shapes/take-arithmetic.ts';
import { attributeMention } from './implied-columns.ts';
import { takeDays } from './question-words/days-asked.ts';
import { takeAggregate } from './take-aggregate.ts';
import { takeAlphabetical, takeBy, takeDirection, takeSort } from './take-order.ts';
import { takeSuperlative } from './take-superlative.ts';
import { weights } from './weights.ts';

/** Reads a word of grammar. */
export function takeCue(state: State, cue: Cue, index: SchemaIndex): readonly State[] {
  const { form } = state;
  switch (cue.kind) {
    case 'show': {
      const isStart = state.last === 'start' || state.mode === 'group' || state.and;
      // "Who was sent most often? Show the name": what ranks is all said.
      const said = isStart ? state : settleSuperlative(state, index);
      const counted = countedBefore(said);
      if (counted !== null) return [{ ...counted, mode: 'show', inside: null }];
      const settled = settleSubject(said);
      // "Show the client too": more of what was asked before.
      const isMore = !isStart && form.entity !== null && form.shows.length === 0;
      const shown = asksMore(state) ? withRows(settled) : settled;
      const shape = { ...shown.shape, asksRows: state.last === 'start' || shown.shape.asksRows };
      return [
        penalty(
          {
            ...markListed({ ...shown, shape }),
            mode: 'show',
            and: state.and || isMore,
            inside: null,
          },
          isStart ? 0 : 0.5,
        ),
      ];
    }
    case 'aggregate':
      return takeAggregate(penalty(state, leftRankCost(state, cue.fn)), cue, index);
    case 'otherExtreme':
      return takeOtherExtreme(state, cue.fn);
    case 'superlative':
      return takeSuperlative(state, cue, index);
    case 'compare': {
      if (cue.of === undefined) {
        // "under 40 and more than 500": what the first number is of never came.
        const isLost = state.compare !== null && state.number !== null;
        const cost = isLost ? weights.waiting.compare : 0;
        return [penalty({ ...state, compare: cue.op }, cost), ...widenBefore(state, cue.op)];
      }
      return compareBy(state, cue.op, { of: cue.of, isOwn: cue.isOwn === true, index });
    }
    case 'not':
      return [
        {
          // "have no e-mail and are not insured": the first is said already.
          ...(state.not && state.subject !== null ? settleSubject(state) : state),
          not: true,
          shape: { ...state.shape, never: cue.never === true },
          mode:
            state.mode === 'show' && (form.shows.length > 0 || form.entity !== null)
              ? 'where'
              : state.mode,
        },
      ];
    case 'and': {
      // "For each city, …": what follows is shown.
      const mode =
        state.mode === 'group' && form.shows.length === 0 && form.groups.length > 0
          ? 'show'
          : // "per month and region": more of what groups are made by.
            state.last === 'series' && form.shows.length > 0
            ? 'group'
            : state.mode;
      return [{ ...state, and: true, mode }];
    }
    case 'also': {
      const settled = settleSubject(state);
      const shows = form.shows.length === 0 && form.entity !== null ? [form.entity] : form.shows;
      if (cue.columns === true) return alsoColumns(settled, shows);
      const shape = { ...state.shape, also: true };
      return [withForm(settled, { shows }, { mode: 'show', and: true, inside: null, shape })];
    }
    case 'keepsEmpty':
      return [withForm(settleSubject(state), { keepsEmpty: true }, { inside: null })];
    case 'or':
      return [{ ...state, or: true }];
    case 'every':
      return takeEvery(state);
    case 'each': {
      // "all information about each builder"
      if (form.all && form.shows.length === 0 && form.entity === null) return [state];
      const grouped: State = { ...settleSubject(state), mode: 'group', inside: null };
      // "who bought from every category" makes no groups.
      const isWhole = takeEvery(state).length > 0;
      return [isWhole ? penalty(grouped, 0.1) : grouped, ...nestRanking(state)];
    }
    case 'by':
      return takeBy(state);
    case 'byName':
      return takeByName(state, cue.of, cue.isListed);
    case 'everything':
      return [withForm(state, { all: true })];
    case 'asked': {
      if (state.mode === 'order' && form.order.length === 0)
        return takeFromTo(state, orderOfAsked(cue.of), index);
      if (state.last !== 'start') return [];
      const isWhen = cue.of[0]?.isEvent === true;
      const isDegree = cue.degree === true;
      const shown = attributeMention(cue.of, state, index).map(({ mention }, rank) => {
        const degree = isDegree ? mention : null;
        const shape = { ...state.shape, asksWhen: isWhen, degree };
        return penalty(withForm(state, { shows: [mention] }, { shape }), 0.1 + 0.1 * rank);
      });
      if (!isDegree) return shown;
      // "how large is the budget": the number is named next.
      const open: State = { ...state, shape: { ...state.shape, degree: 'open' } };
      return [...shown, ...takeCue(open, { kind: 'show' }, index)];
    }
    case 'days':
      return [takeDays(state, cue.of, cue.isCounted)];
    case 'sort':
      return takeSort(state, cue);
    case 'direction':
      return takeDirection(state, cue, index);
    case 'alphabetical':
      return takeAlphabetical(state, index);
    case 'relative': {
      // "In each category, which listing …": what is asked about the groups.
      const asksOfGroups = form.groups.length > 0 && form.shows.length === 0 && state.and;
      if (asksOfGroups && state.last === 'cue' && form.order.length === 0)
        return [
          {
            ...settleSubject(state),
            mode: 'show',
            inside: null,
            shape: { ...state.shape, asksRow: true },
          },
        ];
      // "in countries that are not Spain": the value is of the column before.
      const isOpen =
        state.last === 'column' && state.subject?.kind === 'column' && form.shows.length > 0;
      const settled = markVerb(state.and || isOpen ? state : settleSubject(state));
      // "have an e-mail that contains": the same column is still spoken of.
      const spoken: readonly State[] =
        state.subject?.kind === 'column' && state.last === 'column' && !state.and && !isOpen
          ? [penalty({ ...markVerb(state), mode: 'where', has: true }, 0.1)]
          : [];
      // At the start "where" and "who" ask.
      const isStart = state.last === 'start';
      return [
        penalty(
          {
            ...settled,
            mode: 'where',
            has: true,
            inside: state.and || state.or ? state.inside : null,
          },
          isStart ? 0.3 : 0,
        ),
        ...spoken,
      ];
    }
    case 'of':
      return [{ ...state, preposition: true }];
    case 'distinct':
      if (state.aggregate?.fn === 'count')
        return [{ ...state, aggregate: { fn: 'count', distinct: true, also: [] } }];
      return [{ ...state, distinct: true }];
    case 'once':
      return [takeOnce(state)];
    case 'both':
      return [{ ...state, both: true }];
    case 'only':
      return [takeOnly(state)];
    case 'butNot':
      return [{ ...settleSubject(state), mode: 'where', not: true, has: true, inside: null }];
    case 'like':
      return [{ ...state, like: cue.where, mode: 'where' }];
    case 'missing': {
      const { subject, state: rest } = takeSubject(state);
      if (subject?.kind !== 'column') return [];
      return [addTest(rest, { kind: 'null', left: subject, negated: state.not })];
    }
    case 'top':
      return [{ ...state, top: true, superlative: { direction: 'desc', count: false } }];
    case 'common':
      return [
        state.superlative === null
          ? state
          : { ...state, superlative: { ...state.superlative, count: true } },
      ];
    case 'ordinal':
      return [{ ...state, shape: { ...state.shape, ordinal: cue.place } }];
    case 'foremost':
      return takeForemostOf(state, cue, index);
    case 'overTime':
      return takeOverTime(state, cue, index);
    case 'sameBefore':
      return takeSameBefore(state, cue.unit);
    case 'unitBefore':
      return takeUnitBefore(state);
    case 'versus':
      return takeVersus(state);
    case 'portion':
      return takePortion(state, cue);
    case 'sides':
      return takeSides(state);
    case 'who':
      return takeWho(state, index);
    case 'nothing':
      return [takeNothing(state)];
    case 'ends':
      return takeEnds(state, cue.which, index);
    case 'otherEnd':
      return takeOtherEnd(state);
    case 'another':
      return takeAnother(state);
    case 'ranking':
      return takeRanking(state);
    case 'own':
      return takeOwn(state);
    case 'does':
      return takeVerb(state, cue.of, index);
    case 'share': {
      // "cancellation rate of phone bookings"
      const ofState = state.last === 'value' && form.tests.at(-1)?.kind !== 'time';
      const rates = ofState ? takeRate(state) : [];
      return rates.length > 0 ? rates : takeShare(state);
    }
    case 'rate':
      return takeRate(state);
    case 'cameFrom':
      return takeCameFrom(state);
    case 'pair':
      return takePair(state, cue.op);
    case 'pairTo':
      return takePairTo(state);
    case 'arithmetic':
      return takeOperator(state, cue.op);
    case 'meaning':
      return takeMeaning(state);
    case 'standsFor':
      return [takeStandsFor(state)];
    case 'single': {
      const same = takeSame(state);
      return same === null ? takeSingle(state) : [same];
    }
    case 'between':
    case 'than':
      return [state];
  }
}

/** "how many and what value": rows are counted, and something of theirs is asked for beside that. */
function countedBefore(state: State): State | null {
  const { aggregate, and, form } = state;
  if (aggregate?.fn !== 'count' || !and || form.entity === null) return null;
  if (aggregate.share === true || aggregate.outer !== undefined) return null;
  const shows = [...form.shows, countOf(form.entity)];
  return withForm(settleSubject(state), { shows }, { aggregate: null });
}

/** "with the most tickets and the number of …": the most of something that was said before. */
function leftRankCost({ superlative, top, and }: State, fn: AggregateName): number {
  return superlative !== null && !top && and && fn === 'count' ? weights.parse.leftRank : 0;
}

/** "sorted by how old they are": of days of birth too. */
function orderOfAsked(of: readonly Attribute[]): Extract<Cue, { kind: 'direction' }> {
  const measured = of[0]?.words === 'age' ? age : of;
  return { kind: 'direction', direction: 'asc', of: measured, isFromTo: true };
}

/** "managed by Kyle", "age of 30": small words between a column and its value. */
export function keepsColumn(state: State, cue: Cue): boolean {
  return state.last === 'column' && ['of', 'by', 'compare', 'not', 'arithmetic'].includes(cue.kind);
}

/** Reads "first", "from busiest to quietest", "most visited first". */
function takeForemostOf(
  state: State,
  { of, counts }: Extract<Cue, { kind: 'foremost' }>,
  index: SchemaIndex,
): readonly State[] {
  if (counts !== undefined) {
    const order = [{ by: countOf(counts.table), direction: counts.direction }];
    return [withForm(settleSubject(state), { order })];
  }
  if (of === undefined) return takeForemost(state, index);
  return takeSuperlative(settleSubject(state), of, index).flatMap((one) =>
    takeForemost(one, index),
  );
}

/** "in 2005 or after", "5 or more": the value just said is among those that are meant. */
function widenBefore(state: State, op: Operator): readonly State[] {
  const test = state.form.tests.at(-1);
  if (state.last !== 'cue' || state.subject !== null || state.aggregate !== null) return [];
  if (!state.or || state.inside !== null || (op !== 'gt' && op !== 'lt')) return [];
  if (test?.kind !== 'compare' || test.op !== 'eq' || test.right.kind !== 'number') return [];
  const wider: Test = { ...test, op: op === 'gt' ? 'ge' : 'le' };
  return [withForm(state, { tests: [...state.form.tests.slice(0, -1), wider] }, { or: false })];
}
