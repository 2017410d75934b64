import { ageMention } from './ages/age-mention.ts';
import type { Attribute, Cue } from './cues/cue.ts';
import type { Operand, Operator, Order, Test } from './form.ts';
import type { SchemaIndex } from './schema-index.ts';
import { addTest, withForm, type State } from './state.ts';
import { weights } from './weights.ts';
import { countOf, penalty, settleSubject, negate, opposite, takeSubject } from './moves.ts';
import { takeSides } from './shapes/compare-values.ts';
import { waitAlphabetical } from './shapes/alphabetical.ts';
import { takeForemost } from './shapes/take-foremost.ts';
import { listedAggregate, listedSuperlative } from './shapes/take-list.ts';
import { nestRanking, takeSingle } from './shapes/take-group.ts';
import { takeNothing, takeOnly } from './shapes/sets.ts';
import {
  takeOverTime,
  takeSameBefore,
  takeUnitBefore,
  takeVersus,
} from './shapes/take-over-time.ts';
import { rankBy, takeRanking } from './shapes/ranked-rows.ts';
import { takeEvery } from './every/take-every.ts';
import { takeAnother, takeEnds, takeOtherEnd } from './ends/take-ends.ts';
import { averageLength } from './stretches/take-lasting.ts';
import { takeGapAggregate, takeSame } from './gaps/take-gap.ts';
import { alsoColumns } from './shapes/show-also.ts';
import { takeWho } from './shapes/take-who.ts';
import { takeOwn } from './shapes/take-comparison.ts';
import { rankBySubject, takeVerb } from './shapes/take-verb.ts';
import { markVerb, takeCameFrom, takeRate, takeShare } from './shapes/take-share.ts';
import {
  isQuantity,
  takeMeaning,
  takeOperator,
  takePair,
  takePairTo,
} from './shapes/take-arithmetic.ts';
import { isSingular } from './words.ts';
import { attributeMention, labelMention } from './implied-columns.ts';
import { rankByColumnBefore, takeImpliedMeasure } from './take-implied.ts';

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

/** Reads a word of grammar. */
export function takeCue(state: State, cue: Cue, index: SchemaIndex): readonly State[] {
  const { form } = state;
  switch (cue.kind) {
    case 'show': {
      const isStart = state.last === 'start' || state.mode === 'group' || state.and;
      const settled = settleSubject(state);
      // "Show the client too": more of what was asked before.
      const isMore = !isStart && form.entity !== null && form.shows.length === 0;
      return [
        penalty(
          { ...settled, mode: 'show', and: state.and || isMore, inside: null },
          isStart ? 0 : 0.5,
        ),
      ];
    }
    case 'aggregate': {
      if (cue.of !== undefined) return takeImpliedMeasure(state, cue, index);
      // "departments by number of staff": not how many departments.
      if (state.mode === 'group' && form.groups.length === 0 && state.shape.by) return [];
      const ofLength = averageLength(state, cue.fn);
      if (ofLength !== null) return [ofLength];
      const ofGaps = takeGapAggregate(state, cue.fn);
      if (ofGaps !== null) return [ofGaps];
      const held = state.aggregate;
      // "share of total sales"
      if (held?.share === true) return cue.fn === 'sum' || cue.fn === 'count' ? [state] : [];
      // "total amount of payouts": how many there are may be added up anyway.
      const isAdded = held?.fn === 'sum' && cue.fn === 'count' && held.outer === undefined;
      if (isAdded && !state.and) return [state];
      if (held !== null && held.fn !== 'count' && cue.fn === 'count')
        return [{ ...state, aggregate: { ...held, outer: held.fn } }];
      if (
        held !== null &&
        held.fn !== 'count' &&
        held.fn !== 'sum' &&
        cue.fn === 'sum' &&
        !state.and
      )
        return [{ ...state, aggregate: { fn: 'sum', distinct: false, also: [], outer: held.fn } }];
      const listed = listedAggregate(state, cue.fn);
      if (listed !== null) return [listed];
      // "how many visits are there in total": said already.
      if (cue.fn === 'sum' && held === null && isOnlyMeasured(state)) {
        const aggregate = { fn: cue.fn, distinct: false, also: [] };
        return [state, penalty({ ...state, aggregate }, weights.parse.totalAgain)];
      }
      const compared = state.compare === null ? null : takeSubject(state);
      if (
        compared !== null &&
        compared.subject !== null &&
        cue.fn !== 'count' &&
        cue.fn !== 'sum'
      ) {
        const overall = cue.overall === true ? ({ overall: true } as const) : {};
        const right: Operand = { kind: 'aggregate', fn: cue.fn, of: null, ...overall };
        const tested = addTest(compared.state, {
          kind: 'compare',
          left: compared.subject,
          op: negate(state.compare ?? 'eq', state.not),
          right,
        });
        if (cue.overall === true) return [tested];
        return [
          penalty(tested, 0.05),
          { ...state, aggregate: { fn: cue.fn, distinct: false, also: [] } },
        ];
      }
      if (held?.fn === 'count' && state.and && cue.fn !== 'count') {
        const shows = [...form.shows, countOf(null)];
        return [
          withForm(state, { shows }, { aggregate: { fn: cue.fn, distinct: false, also: [] } }),
        ];
      }
      const also =
        held === null || held.fn === 'count' || cue.fn === 'count' ? [] : [...held.also, held.fn];
      const aggregate = { fn: cue.fn, distinct: false, also };
      if (state.mode === 'where' && state.and && state.compare === null) {
        return [
          { ...settleSubject(state), aggregate, mode: 'show', inside: null },
          penalty({ ...state, aggregate }, 0.1),
        ];
      }
      if (state.mode === 'group' && form.groups.length > 0)
        return [{ ...state, aggregate, mode: 'show' }];
      // "doctors and the number of their visits": both are shown.
      const isFirst = form.shows.length === 0 && form.groups.length === 0;
      // "phone numbers of employees": no number of employees.
      if (cue.fn === 'count' && state.mode === 'show' && state.last === 'column' && !state.and)
        return [penalty({ ...state, aggregate }, weights.parse.countBesideColumn)];
      const isBeside = state.and && state.mode === 'show' && isFirst;
      if (isBeside && form.entity !== null)
        return [
          withForm(state, { shows: [form.entity] }, { aggregate }),
          penalty({ ...state, aggregate }, 0.3),
        ];
      return [{ ...state, aggregate }];
    }
    case 'superlative': {
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
    case 'compare': {
      if (cue.of === undefined)
        return [{ ...state, compare: cue.op }, ...widenBefore(state, cue.op)];
      const age = cue.of[0]?.words === 'age' ? ageMention(index, state.at) : null;
      if (age !== null) return [{ ...state, subject: age, compare: cue.op }];
      return attributeMention(cue.of, state, index).map(({ mention, against }, rank) => {
        const op = against
          ? ({ gt: 'lt', lt: 'gt', ge: 'le', le: 'ge', eq: 'eq', ne: 'ne' } as const)[cue.op]
          : cue.op;
        return penalty({ ...state, subject: mention, compare: op }, 0.1 * rank);
      });
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
    case 'by': {
      const ranking = rankBy(state);
      if (ranking !== null) return [ranking];
      if (state.superlative !== null) {
        // "the biggest depot by capacity" is one.
        const isOne = !state.top && state.near !== null && isSingular(state.near.words);
        const limit = form.limit ?? (isOne ? 1 : null);
        return [
          {
            ...withForm(state, { limit }),
            mode: 'order',
            shape: { ...state.shape, by: true },
            direction: state.superlative.direction,
            superlative: null,
            top: false,
          },
        ];
      }
      if (state.mode === 'order') return [state];
      if (
        state.shape.sorts &&
        form.order.length === 0 &&
        (form.shows.length > 0 || form.entity !== null)
      )
        return [{ ...settleSubject(state), mode: 'order', inside: null }];
      const ranked = form.order.at(-1);
      const isSame = ranked?.by.kind === 'column' && state.last !== 'column';
      if (ranked !== undefined && isSame && form.limit !== null) {
        // "best-selling, by amount"
        const { direction } = ranked;
        const shape = { ...state.shape, by: ranked.total === true };
        return [withForm(state, { order: [] }, { mode: 'order', direction, shape })];
      }
      const measured = form.shows.some((show) => show.kind === 'measure');
      const last = form.shows.at(-1);
      // "order amount by region": a total for each.
      const isTotal = state.last === 'column' && last?.kind === 'column' && isQuantity(last);
      if (measured || isTotal) return [{ ...state, mode: 'group' }];
      const said = penalty(
        { ...state, preposition: true, shape: { ...state.shape, by: true } },
        0.1,
      );
      return [said, ...countedBy(state)];
    }
    case 'everything':
      return [withForm(state, { all: true })];
    case 'asked': {
      const found = attributeMention(cue.of, state, index);
      const isWhen = cue.of[0]?.isEvent === true;
      if (state.last !== 'start') return [];
      return found.map(({ mention }, rank) =>
        penalty(
          withForm(state, { shows: [mention] }, { shape: { ...state.shape, asksWhen: isWhen } }),
          0.1 + 0.1 * rank,
        ),
      );
    }
    case 'sort': {
      if (cue.atStart === true && state.at > 2) return [];
      if (state.last === 'start') return [{ ...state, shape: { ...state.shape, sorts: true } }];
      const waits = waitAlphabetical(state).map((one) => penalty(one, 0.05));
      const sorted: State = { ...settleSubject(state), mode: 'order', inside: null };
      return [penalty(sorted, waits.length > 0 ? 0.1 : 0), ...waits];
    }
    case 'direction': {
      const direction =
        cue.isOfAge === true && isBirth(form.order.at(-1)?.by)
          ? opposite(cue.direction)
          : cue.direction;
      if (cue.of !== undefined) {
        return attributeMention(cue.of, state, index).map(({ mention, against }, rank) => {
          const order = { by: mention, direction: against ? opposite(direction) : direction };
          const settled = penalty(settleSubject(state), 0.1 * rank);
          return withForm(settled, { order: [...form.order, order] }, { mode: 'order' });
        });
      }
      if (form.order.length === 0) return [{ ...settleSubject(state), direction, mode: 'order' }];
      // "by price decreasing and name ascending": the first one has its direction already.
      const isSaid = form.order[0]?.direction === 'desc' && form.order.length > 1;
      const order = form.order.map((one, at) =>
        isSaid && at < form.order.length - 1 ? one : { ...one, direction },
      );
      return [withForm(state, { order }, { direction: null })];
    }
    case 'alphabetical': {
      const ordered: State = { ...settleSubject(state), mode: 'order', direction: 'asc' };
      const later = waitAlphabetical(state).map((one) => penalty(one, 0.1));
      const label = form.shows.length === 0 ? labelMention(ordered, index) : null;
      return label === null
        ? [ordered, ...later]
        : [ordered, ...later, withForm(ordered, { order: [{ by: label, direction: 'asc' }] })];
    }
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
      return takeForemost(state, index);
    case 'overTime':
      return takeOverTime(state, cue, index);
    case 'sameBefore':
      return takeSameBefore(state, cue.unit);
    case 'unitBefore':
      return takeUnitBefore(state);
    case 'versus':
      return takeVersus(state);
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
    case 'single': {
      const same = takeSame(state);
      return same === null ? takeSingle(state) : [same];
    }
    case 'between':
    case 'than':
      return [state];
  }
}

/** Whether rows are in the order of when they were born. */
function isBirth(by: Order['by'] | undefined): boolean {
  const column = by?.kind === 'column' ? by.alternatives[0]?.what.column : undefined;
  return column !== undefined && /birth|born|dob/iu.test(column.name);
}

/** "managed by Kyle", "age of 30": small words between a column and its value. */
export function keepsColumn(state: State, cue: Cue): boolean {
  return state.last === 'column' && ['of', 'by', 'compare', 'not', 'arithmetic'].includes(cue.kind);
}

/** A measure is all that is shown, and nothing is to be listed beside it. */
function isOnlyMeasured({ form, mode, and, compare }: State): boolean {
  const [shown, ...others] = form.shows;
  return (
    mode === 'show' && !and && compare === null && others.length === 0 && shown?.kind === 'measure'
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

/** "orders by channel": how many there are of each. */
function countedBy(state: State): readonly State[] {
  const { entity, shows, order } = state.form;
  const isSaid = state.last === 'table' || state.last === 'value';
  if (!isSaid || entity === null || shows.length > 0 || order.length > 0) return [];
  const shape = { ...state.shape, by: true };
  const counted = withForm(state, { shows: [countOf(entity)] }, { mode: 'group', shape });
  return [penalty(counted, weights.parse.countedBy)];
}
