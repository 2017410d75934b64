import { isCyrillic } from '../lexicon/russian/stem.ts';
import { likePattern } from './like-pattern.ts';
import { sharesColumn } from './column-mention.ts';
import { partsOf } from './name-parts.ts';
import { tellsTime } from './times/time-in-name.ts';
import { weights } from './weights.ts';
import type { ColumnMention, Measure, Operand, Show, Test } from './form.ts';
import type { Field } from './schema-index.ts';
import { addTest, withForm, type State } from './state.ts';
import { isMoment } from '../link/link-column.ts';
import { isMeasure, labelColumns } from '../query/table-facts.ts';
import { isElapsed } from './times/derived.ts';
import { divideShown, isQuantity, takeOperand, totalOf } from './shapes/take-arithmetic.ts';
import { compareColumns } from './shapes/compare-columns.ts';
import { saysComparedColumn } from './shapes/compare-role.ts';
import { comparePeers } from './shapes/take-comparison.ts';
import { takeMoney } from './money/take-money.ts';
import { saysAgain, saysTested, tellsWhich } from './shapes/told-again.ts';
import { isKeyOfOthers } from './shapes/key-of-others.ts';
import { goesOnListing } from './shapes/listed-tables.ts';
import { takeNumbered } from './shapes/numbered.ts';
import { takeEveryValue } from './every/take-every.ts';
import { takeAnotherOf } from './ends/take-ends.ts';
import { takeGapOwner } from './gaps/take-gap.ts';
import { countedValues, isDetail, listedColumn } from './shapes/take-values.ts';
import { testPortion } from './shapes/take-portion.ts';
import { markNoun } from './shapes/take-share.ts';
import { extremeOf } from './shapes/extreme-number.ts';
import { countOfDone, isParticiple } from './shapes/participles.ts';
import { isAdditive } from './shapes/total-by-group.ts';
import { addGroup, nestMeasure } from './shapes/take-group.ts';
import { penalty, settleSubject, countOf, number, negate, placeMeasure } from './moves.ts';

/** Reads the name of a column. */
export function takeColumn(
  state: State,
  named: ColumnMention,
  also?: ColumnMention,
): readonly State[] {
  const { form } = state;
  const isBeside = (state.last === 'table' && !state.and) || isOfNear(state, named);
  const column = isBeside && state.near !== null ? { ...named, beside: [state.near] } : named;
  const tested = form.tests.at(-1);
  if (
    state.last === 'value' &&
    tested?.kind === 'held' &&
    sharesColumn(tested.left, named) &&
    !state.and &&
    !state.or
  ) {
    // "in the poetry genre": the column says what kind of value it was.
    return [withForm(state, { tests: [...form.tests.slice(0, -1), heldIn(tested, named)] })];
  }
  const isAfterText = state.last === 'cue' && state.preposition;
  if (isAfterText && tested?.kind === 'like' && tested.left.words === '') {
    // "with TN in their address": where the letters are is said after them.
    return [withForm(state, { tests: [...form.tests.slice(0, -1), { ...tested, left: named }] })];
  }
  if (isAfterText && isImpliedText(tested)) {
    const pattern = likePattern(tested.right.value, 'inside');
    const inside: Test = { kind: 'like', left: named, pattern, negated: tested.op === 'ne' };
    return [withForm(state, { tests: [...form.tests.slice(0, -1), inside] })];
  }
  const order = form.order.at(-1);
  if (
    state.last === 'cue' &&
    order?.by.kind === 'column' &&
    order.by.at === named.at &&
    (sharesColumn(order.by, column) || (areMoments(order.by) && areMoments(named)))
  ) {
    // "the oldest age", "the most recent year": the column says what the adjective meant.
    const by = saidFor(column, order.by);
    const said = withForm(state, {
      order: [...form.order.slice(0, -1), { ...order, by, ofRows: false }],
    });
    // "What is the oldest age": nothing else is asked for.
    const isDone = isParticiple(column) || isCyrillic(column.words);
    const isAsked =
      state.mode === 'show' && form.entity === null && form.shows.length === 0 && !isDone;
    return isAsked ? [withForm(said, { shows: [column] })] : [said];
  }
  if (isOfOther(state, column))
    return takeColumn(
      penalty({ ...state, last: 'column' }, weights.implied.adjectiveOfOther),
      named,
      also,
    );
  const told = tellsWhich(state, named);
  if (told !== null) return [told];
  if (saysAgain(state, named) || saysTested(state, named)) return [state];
  if (saysComparedColumn(state, named)) return [state];
  const numbered = takeNumbered(state, column);
  if (numbered !== null) return [numbered];
  const whole = takeEveryValue(state, column);
  if (whole !== null) return [whole];
  const another = takeAnotherOf(state, column);
  if (another !== null) return [another];
  const peers = comparePeers(state, column);
  if (peers !== null) return [peers];
  if (column.total !== undefined) {
    const money = takeMoney(state, column);
    if (money !== null) return money;
  }
  const reckoned = takeOperand(state, column);
  if (reckoned !== null) return [reckoned];
  const compared = compareColumns(state, column);
  if (compared !== null) return [compared];
  if (state.last === 'table' && isParticiple(column) && isOf(state.near, column)) {
    // "orders placed", "tickets opened": what is done with such rows anyway.
    return [penalty(state, 0.1), ...takeColumn({ ...state, last: 'cue' }, named, also)];
  }
  const counted = countedValues(state, column);
  if (counted !== null) return [counted];
  if (state.compare !== null && state.number !== null && state.last === 'number') {
    const test: Test =
      typeof state.number === 'number'
        ? {
            kind: 'compare',
            left: column,
            op: negate(state.compare, state.not),
            right: number(state.number),
          }
        : { kind: 'between', left: column, low: state.number.low, high: state.number.high };
    return [addTest(state, test)];
  }
  if (
    state.compare !== null &&
    state.aggregate !== null &&
    state.aggregate.fn !== 'count' &&
    state.aggregate.fn !== 'sum'
  ) {
    const left = state.subject ?? column;
    const { fn, times } = state.aggregate;
    const right: Operand = {
      kind: 'aggregate',
      fn,
      of: column,
      ...(times === undefined ? {} : { times }),
    };
    return [
      {
        ...addTest(state, { kind: 'compare', left, op: negate(state.compare, state.not), right }),
        aggregate: null,
      },
    ];
  }
  // "total sales per region": what is added up has been said in words that nothing explains.
  const isGroup = state.mode === 'group' && form.groups.length === 0 && !isQuantity(column);
  if (state.aggregate !== null && !isGroup) {
    const { fn, distinct, also, outer, share, isTotal } = state.aggregate;
    if (share === true) {
      const total = { ...totalOf(column), share };
      const portion = isQuantity(column) ? testPortion(state, total) : null;
      if (portion !== null) return [portion];
      const shared = placeMeasure(markNoun({ ...state, aggregate: null }), total, 0);
      return isQuantity(column) ? shared : shared.map((one) => penalty(one, 0.8));
    }
    if (fn === 'sum' && outer !== undefined) {
      const summed: Measure = { kind: 'measure', fn, distinct: false, of: column };
      const nested = nestMeasure(state, summed, outer);
      if (nested.length > 0) return nested;
    }
    const plain = { ...state, aggregate: null, distinct: false };
    const before = also.map((name): Measure => ({
      kind: 'measure',
      fn: name,
      distinct: false,
      of: column,
    }));
    const start =
      before.length === 0 ? plain : withForm(plain, { shows: [...form.shows, ...before] });
    const measured = placeMeasure(
      start,
      { kind: 'measure', fn, distinct: distinct || state.distinct, of: column },
      0,
    );
    // "number of hours played": the number is in the column.
    const isNumber =
      fn === 'count' &&
      !distinct &&
      column.alternatives[0] !== undefined &&
      isMeasure(column.alternatives[0].what.column, column.alternatives[0].what.table);
    if (!isNumber) return measured;
    const counted = measured.map((one) => penalty(one, 0.4));
    const summed = placeMeasure(
      start,
      { kind: 'measure', fn: 'sum', distinct: false, of: column },
      // Beside columns of single rows it is one of them.
      form.groups.length === 0 && form.shows.some(isDetail) ? 0.3 : 0.05,
    );
    return [
      ...summed,
      ...counted,
      ...takeColumn(plain, named, undefined).map((one) =>
        penalty(one, isTotal === true ? weights.implied.listedTotal : 0.1),
      ),
    ];
  }
  if (state.superlative !== null && !(state.top && state.mode === 'group')) {
    const { direction, count, isNumber: isOfNumber } = state.superlative;
    const done = countOfDone(column);
    if (done !== null && !state.top) {
      const order = [{ by: done, direction }];
      return [withForm(state, { order, limit: form.limit ?? 1 }, { superlative: null })];
    }
    const isNumber = isElapsed(column) || column.alternatives.some(({ what }) => isRankable(what));
    const limit = form.limit ?? 1;
    const cleared = { superlative: null, top: false } as const;
    if (state.top && !isNumber && state.mode === 'show') {
      // "top 5 brands by revenue": what they are best by comes later.
      return [withForm(state, { shows: [...form.shows, column], limit })];
    }
    // "the shortest trip that started": no number of what is short.
    const isTime =
      state.superlative.isOfTime === true &&
      column.alternatives.some(({ what }) => tellsTime(what.column));
    const isOdd = state.superlative.isAdjective === true && !isNumber && !isTime;
    // "the most hours", of people who have some in several rows: in all.
    const isMany = state.superlative.isMany === true && isAdditive(column);
    // "most goals per club": nothing stands before that has some.
    const isHead = form.shows.length === 0 && form.entity === null;
    const total = !isHead && (isMany || (isPlainMost(state) && countsPieces(column)));
    const order = [{ by: column, direction, ...(total ? { total } : {}) }];
    const byColumn = penalty(
      withForm(state, { order, limit }, cleared),
      isOdd ? weights.implied.oddAdjective : 0,
    );
    const byCount = withForm(
      state,
      { shows: [...form.shows, column], order: [{ by: countOf(null), direction }], limit },
      cleared,
    );
    // "top 3 cities": what they are best by comes later.
    if (state.top && !isNumber) {
      const kept = namesRows(column)
        ? { shows: [...form.shows, column] }
        : { groups: [...form.groups, column] };
      return [withForm(state, kept), penalty(byColumn, 0.5)];
    }
    const extreme = isNumber ? extremeOf(state, column, cleared) : [];
    if (!count) return [byColumn, ...extreme];
    if (!isNumber) return [penalty(byCount, 0.1)];
    const counted = isOfNumber === true ? weights.parse.rowsOfNumber : 0.3;
    return [byColumn, ...extreme].map((one) => penalty(one, 0.1)).concat(penalty(byCount, counted));
  }
  switch (state.mode) {
    case 'group': {
      // "the name of each wine and the estate": one more to show.
      if (goesOnListing(state)) return takeColumn({ ...state, mode: 'show' }, named, also);
      const owned = takeGapOwner(state, column);
      if (owned !== null) return [owned];
      const divided = divideShown(state, column);
      if (divided !== null) return [divided];
      // "for each channel owner": the owner of each channel.
      const isOfTable = state.last === 'table' && form.groups.at(-1) === state.near;
      const kept = isOfTable ? withForm(state, { groups: form.groups.slice(0, -1) }) : state;
      // "List every album's title": what is listed, and nothing is counted.
      const isListed = isOfTable && state.preposition && form.shows.length === 0;
      return isListed && state.aggregate === null
        ? [
            withForm(kept, { entity: state.near, shows: [column] }, { mode: 'show' }),
            penalty(addGroup(kept, column), 0.1),
          ]
        : [...nameOfGroup(kept, column), addGroup(kept, column)];
    }
    case 'order': {
      const { rankedBy } = state.shape;
      const ranked = rankedBy === null ? column : saidFor(column, rankedBy);
      return [
        withForm(
          state,
          {
            order: [
              ...form.order,
              { by: ranked, direction: state.direction ?? 'asc', total: state.shape.by },
            ],
          },
          { direction: state.direction },
        ),
      ];
    }
    case 'where': {
      // "that were never used, by name": no name is missing.
      if (state.not && saysBy(state, column)) return [];
      const isNeither = state.not && state.or && state.subject?.kind === 'column';
      const settled = settleSubject(isNeither ? { ...state, or: false } : state);
      // "without email or phone": both are empty.
      if (isNeither) return [{ ...settled, not: true, subject: column }];
      const flag = column.alternatives[0]?.what.column.type.kind === 'bool';
      if (flag) return [addTest(settled, { kind: 'flag', left: column, value: !state.not })];
      return [{ ...settled, subject: column }];
    }
    case 'show': {
      const listed = listedColumn(state, column);
      const parts = also === undefined ? [column] : [column, { ...also, beside: column.beside }];
      const last = form.shows.at(-1);
      // "names for devices", "how many teams in seasons": what stands beside is no more to show.
      const cost = form.shows.length > 0 && !state.and ? (state.preposition ? 0.45 : 0.6) : 0;
      const isCounted = state.last === 'number' && !state.and && isQuantity(column);
      const isAlone = form.shows.length === 0 && form.entity === null && form.groups.length === 0;
      const shown = penalty(
        withForm(
          state,
          { shows: [...shownBefore(state), ...parts], distinct: form.distinct || state.distinct },
          { distinct: false },
        ),
        cost +
          (isCounted ? weights.parse.shownBehindNumber : 0) +
          (isAlone && /^(?:total(?: |$)|сумм[аыу]$)/iu.test(column.words)
            ? weights.parse.totalColumn
            : 0),
      );
      const isOwned = column.beside.length > 0 || isName(column);
      const isNear = last?.kind === 'column' && column.at - last.at <= 3;
      if (!isOwned && state.preposition && isNear && isName(last) && !isKeyOfOthers(column)) {
        // "names of authors": where author is a column, it is the name.
        return [shown, withForm(state, { shows: [...form.shows.slice(0, -1), column] })];
      }
      if (listed !== null)
        return [withForm(state, { shows: [...form.shows, listed] }), penalty(shown, 0.3)];
      // "… in countries that are not Spain": said of the rows, and not shown.
      const isSaidOf = state.preposition && form.shows.length > 0 && form.entity !== null;
      return isSaidOf && column.words !== ''
        ? [shown, penalty({ ...state, subject: column, mode: 'where' }, weights.parse.placeOfRows)]
        : [shown];
    }
  }
}

/** "by" stands right before a name of rows. */
function saysBy({ shape, last, form }: State, { alternatives }: ColumnMention): boolean {
  if (!shape.by || last !== 'cue' || form.shows.length > 0) return false;
  return alternatives.some(({ what }) => labelColumns(what.table).includes(what.column));
}

function isName({ words }: ColumnMention): boolean {
  return /^names?$/iu.test(words);
}

/** "… and the maker's name": not the maker too. */
function shownBefore({ form: { shows }, last, near }: State): readonly Show[] {
  return last === 'table' && near !== null && shows.at(-1) === near ? shows.slice(0, -1) : shows;
}

/** "the name of each industry", where industry is a column: its values are the names. */
function nameOfGroup(state: State, column: ColumnMention): readonly State[] {
  const { shows, groups } = state.form;
  const [named, ...others] = shows;
  if (named?.kind !== 'column' || others.length > 0 || groups.length > 0) return [];
  if (!isName(named) || column.at - named.at > 3 || isQuantity(column)) return [];
  return [addGroup(withForm(state, { shows: [] }), column)];
}

/** "the course whose id is 5", "courses with the name …": of the rows named right before. */
function isOfNear({ mode, last, and, near }: State, { at }: ColumnMention): boolean {
  if (mode !== 'where' || last !== 'cue' || and || near === null || near.at < 0) return false;
  const between = at - near.at - near.words.split(' ').length;
  return between > 0 && between <= 2;
}

/** A text that was compared with what names rows, as no word says with what. */
function isImpliedText(
  test: Test | undefined,
): test is Test & { kind: 'compare'; right: { kind: 'text'; value: string } } {
  return (
    test?.kind === 'compare' &&
    test.right.kind === 'text' &&
    test.left.kind === 'column' &&
    test.left.words === ''
  );
}

/** "the highest salary", where highest was read as tall: the number right behind is what is highest. */
function isOfOther({ last, form }: State, column: ColumnMention): boolean {
  const by = form.order.at(-1)?.by;
  return (
    last === 'cue' &&
    by?.kind === 'column' &&
    by.isMeasured === true &&
    by.at === column.at &&
    isQuantity(column)
  );
}

/** "oldest", "latest": of moments among others. */
function areMoments({ alternatives }: ColumnMention): boolean {
  return alternatives.some(({ what }) => isMoment(what.column));
}

/** "oldest birth date": a column that is said goes against the adjective as the one that was meant does. */
function saidFor(column: ColumnMention, { against }: ColumnMention): ColumnMention {
  return against === undefined
    ? column
    : {
        ...column,
        against: [
          ...against,
          ...column.alternatives.flatMap(({ what }) => (isMoment(what.column) ? [what] : [])),
        ],
      };
}

function namesRows({ alternatives }: ColumnMention): boolean {
  const [best] = alternatives;
  return best !== undefined && labelColumns(best.what.table).includes(best.what.column);
}

/** "Los Angeles county": of the columns that hold the value the one that is said. */
function heldIn(test: Extract<Test, { kind: 'held' }>, { alternatives }: ColumnMention): Test {
  const best = alternatives[0]?.score ?? 0;
  const said = alternatives.filter(({ score }) => score >= best - weights.resolve.tie);
  const kept = test.left.alternatives.filter((one) => said.some(({ what }) => what === one.what));
  return kept.length === 0 ? test : { ...test, left: { ...test.left, alternatives: kept } };
}

/** "most", "fewest": no word for how large one row's number is. */
function isPlainMost({ superlative }: State): boolean {
  return superlative?.isLoose !== true && superlative?.isAdjective !== true;
}

/** `qty_picked`: how many there are of something. */
function countsPieces({ alternatives: [best] }: ColumnMention): boolean {
  return best !== undefined && partsOf(best.what.column.name).includes('quantity');
}

/** A number that may be most: no key, code or number of something. */
function isRankable({ table, column }: Field): boolean {
  return isMeasure(column, table) && !/(?:num|number|no|nbr|code|year)$/iu.test(column.name);
}

function isOf(table: State['near'], { alternatives }: ColumnMention): boolean {
  return alternatives.some(({ what }) => table?.alternatives[0]?.what === what.table);
}
