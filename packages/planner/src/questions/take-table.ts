import type { CatalogTable } from '@ai-etl/core';
import type { ColumnMention, Measure, TableMention, Test } from './form.ts';
import { isCyrillic } from '../lexicon/russian/stem.ts';
import { takeExtremesOf } from './adjectives/listed-extremes.ts';
import { weights } from './weights.ts';
import { isSingular } from './words.ts';
import { addTest, withForm, type State } from './state.ts';
import { compareCount, comparePeers, compareToGroups } from './shapes/take-comparison.ts';
import { takeCountedSo } from './shapes/counted-so.ts';
import { compareRole } from './shapes/compare-role.ts';
import { testPortion } from './shapes/take-portion.ts';
import { markNoun } from './shapes/take-share.ts';
import { listedCount } from './shapes/take-list.ts';
import { listedTable } from './shapes/listed-tables.ts';
import { noneOfEither } from './shapes/none-of-either.ts';
import { groupOf } from './shapes/group-of.ts';
import { addGroup, isLeadingGroup, nestMeasure, nestRanking } from './shapes/take-group.ts';
import { belowTests, withoutWho } from './roles/of-self.ts';
import { aggregateAmount, areMoney, rankByAmount } from './money/amount-of-rows.ts';
import { rankGroups, takeBusy, takePopular } from './shapes/take-busy.ts';
import type { SchemaIndex } from './schema-index.ts';
import { showAlso, tableAnnounced } from './shapes/show-also.ts';
import { takeEveryRow } from './every/take-every.ts';
import { takeAnotherOf, takeEndRows } from './ends/take-ends.ts';
import { takeHad } from './shapes/take-had.ts';
import { takeGapOwner } from './gaps/take-gap.ts';
import { noRowsSo } from './states/take-condition.ts';
import { isParticiple } from './states/verb-root.ts';
import { takeRelation } from './roles/take-relation.ts';
import { penalty, countOf, number, negate, placeMeasure } from './moves.ts';

/** Reads the name of a table. */
export function takeTable(from: State, table: TableMention, index: SchemaIndex): readonly State[] {
  const state = withoutWho(from, table);
  const { form } = state;
  if (table.verbOf !== undefined && form.entity !== null) return [];
  const announced = tableAnnounced(state, table, index) ?? listedTable(state, table, index);
  if (announced !== null) return announced;
  const extremes = takeExtremesOf(state, table);
  if (extremes !== null) return [extremes];
  const whole = takeEveryRow(state, table);
  if (whole !== null) return [whole];
  const ends = takeAnotherOf(state, table) ?? takeEndRows(state, table);
  if (ends !== null) return [ends];
  const owned = takeGapOwner(state, table);
  if (owned !== null) return [owned];
  const none = noRowsSo(state, table);
  if (none !== null) return [none];
  const related = takeRelation(state, table);
  if (related !== null) return related;
  const so = takeCountedSo(state, table);
  if (so !== null) return [so];
  if (state.compare !== null && state.last === 'number' && typeof state.number === 'number') {
    const left: Measure = { ...countOf(table), distinct: state.distinct };
    return [
      addTest(
        { ...state, distinct: false },
        {
          kind: 'compare',
          left,
          op: negate(state.compare, state.not),
          right: number(state.number),
        },
      ),
    ];
  }
  if (state.number !== null && typeof state.number !== 'number' && state.last === 'number')
    return [addTest(state, { kind: 'between', left: countOf(table), ...state.number })];
  if (isCounted(state)) {
    const right = number(state.number);
    const op = negate('eq', state.not);
    const counted: Test = { kind: 'compare', left: countOf(table), op, right };
    return [addTest(state, counted)];
  }
  const compared =
    compareRole(state, table) ??
    comparePeers(state, table) ??
    compareToGroups(state) ??
    compareCount(state, table);
  if (compared !== null) return [compared];
  const isGroup =
    state.mode === 'group' && form.groups.length === 0 && state.aggregate?.fn !== 'count';
  if (state.aggregate !== null && !isGroup) {
    const { fn, distinct } = state.aggregate;
    const measure: Measure = {
      kind: 'measure',
      fn: 'count',
      distinct: distinct && fn === 'count',
      of: table,
    };
    const { outer, share } = state.aggregate;
    const portion = share === true ? testPortion(state, { ...measure, share }) : null;
    if (portion !== null) return [portion];
    if (share === true)
      return placeMeasure(
        markNoun(withForm({ ...state, aggregate: null }, { entity: form.entity ?? table })),
        { ...measure, share },
        0,
      );
    if (outer !== undefined) {
      const counted: Measure = { ...measure, distinct: false };
      const nested = nestMeasure({ ...state, aggregate: null }, counted, outer);
      if (nested.length > 0) return nested;
    }
    if (fn === 'count') return placeMeasure({ ...state, aggregate: null }, measure, 0);
    if (fn === 'sum') {
      // "running total of orders": of how many; "of payments": of the money.
      if (form.overTime === 'running' && !areMoney(table))
        return placeMeasure({ ...state, aggregate: null }, measure, 0);
      const unlikely = state.aggregate.isMuch === true ? weights.implied.muchOfRows : 0.3;
      const counted = placeMeasure({ ...state, aggregate: null }, measure, unlikely);
      // "how much did customers pay": what is added up comes later.
      const isOpen = form.entity === null && form.shows.length === 0 && state.mode === 'show';
      const waiting = withForm(state, { entity: table });
      return [
        ...counted,
        ...aggregateAmount(state, table, index.amounts),
        ...(isOpen ? [waiting] : []),
      ];
    }
    const amounts = aggregateAmount(state, table, index.amounts);
    if (amounts.length > 0)
      return [
        ...amounts,
        ...takeTable({ ...state, aggregate: null }, table, index).map((one) => ({
          ...one,
          aggregate: state.aggregate,
        })),
      ];
  }
  if (state.superlative !== null && !(state.top && state.mode === 'group')) {
    const {
      direction,
      count,
      isVague = false,
      isBusy = false,
      isPopular = false,
      isAdjective = false,
      isLoose = false,
    } = state.superlative;
    const again = isBusy ? rankGroups(state, table) : null;
    if (again !== null) return [again];
    if (isBusy) return takeBusy(state, table, index);
    const popular = isPopular ? takePopular(state, table, index) : [];
    const order = [{ by: countOf(table), direction }];
    const counted = penalty(
      withForm(state, { order, limit: form.limit ?? 1 }, { superlative: null, top: false }),
      isRankedByItself(form, table) ? weights.parse.rankedByItself : 0,
    );
    // "top 10 customers": what they are best by comes later.
    if (state.top || !count) {
      const waiting = withForm(state, { entity: form.entity ?? table });
      return state.top || isVague || isAdjective
        ? [waiting]
        : [
            penalty(counted, isLoose ? weights.implied.countedSize : 0.2),
            penalty(waiting, 0.1),
            ...rankByAmount(state, table, index.amounts),
          ];
    }
    return [counted, ...popular];
  }
  const waits = form.frame !== null && form.frame.inner.length === 0 && !state.not;
  if (waits && state.mode === 'show' && form.entity === null) return [addGroup(state, table)];
  // "per position among employees": whose positions they are.
  const named = form.groups.at(-1);
  // "по категориям товаров": the case says it.
  const isGenitive = state.last === 'column' && !state.and && isCyrillic(table.words);
  if (state.mode === 'group' && (state.preposition || isGenitive) && named?.kind === 'column') {
    const groups = [...form.groups.slice(0, -1), beside(named, table)];
    return [withForm(state, { groups, entity: form.entity ?? table })];
  }
  const ofOthers = groupOf(state, table, index);
  if (ofOthers !== null) return [ofOthers];
  // "per plan, active subscriptions only": what was said of them holds, and they are no more groups.
  const isHolder = form.groups.length > 0 && state.last === 'value';
  if (state.mode === 'group' && isHolder) return [state];
  // "the total that each member donated": what they did tells of its rows, and makes no more groups.
  const isDoing = (table.alternatives[0]?.score ?? 0) < weights.link.sure;
  if (state.mode === 'group' && state.last === 'table' && isDoing && isParticiple(table.words))
    return [withForm(state, { entity: form.entity ?? table })];
  if (state.mode === 'group') {
    // "amount by channel, paid bills only": what stands before the rows is said of them.
    if (form.groups.length > 0 && form.shows.length > 0 && state.last === 'value') return [state];
    // "the average price of each maker's products": rows of the group just said.
    const owner = form.groups.at(-1);
    if (
      state.preposition &&
      owner?.kind === 'table' &&
      isFilled(form) &&
      owner.at === form.entity?.at
    )
      return [withForm(state, { entity: table })];
    const entity = form.entity ?? (form.frame === null ? table : null);
    const grouped = addGroup(withForm(state, { entity }), table);
    // "For each city the customer who …": another noun right behind the group.
    const isLed =
      !state.and && !state.preposition && isLeadingGroup({ ...state, mode: 'show' }, table);
    if (!isLed || state.last === 'cue') return [grouped];
    return [penalty(grouped, 0.1), withForm(state, { entity, shows: [table] }, { mode: 'show' })];
  }
  const neither = noneOfEither(state, table);
  if (neither !== null) return [neither];
  if (state.not && (state.mode === 'where' || form.entity !== null)) {
    const test: Test = { kind: 'exists', table, negated: true, tests: [] };
    const added = addTest({ ...state, inside: null }, test);
    return [{ ...added, inside: added.form.tests.length - 1 }];
  }
  const had = takeHad(state, table, index);
  if (had !== null) return [had];
  const isSaid = state.shape.share?.verb != null;
  if ((state.has || isSaid) && form.entity !== null && state.mode === 'where') {
    const least = typeof state.number === 'number' ? state.number : null;
    if (least !== null)
      return [
        addTest(state, { kind: 'compare', left: countOf(table), op: 'eq', right: number(least) }),
      ];
    const test: Test = { kind: 'exists', table, negated: false, tests: [] };
    const added = addTest({ ...state, inside: null }, test);
    return [{ ...added, inside: added.form.tests.length - 1 }];
  }
  if (state.mode === 'order') return orderedByTable(state, table);
  const isRanked = state.mode === 'show' && state.last === 'column' && isOrderedBy(form, state);
  if (form.entity !== null && (isRanked || isLeadingGroup(state, table))) {
    // "for every team, the highest paid player"
    return [withForm(state, { shows: [...form.shows, table] })];
  }
  const shown = showAlso(state, table, index);
  if (shown !== null) return shown;
  if (state.shape.asksRow && form.entity === null) {
    const shape = { ...state.shape, asksRow: false };
    return [withForm(state, { entity: table, shows: [...form.shows, table] }, { shape })];
  }
  const counts = listedCount(state, table);
  if (counts !== null) return [counts];
  if (form.entity === null) {
    const listed = state.and && state.mode === 'show' && form.shows.length > 0;
    // "number, reader and due date of loans": one more to show.
    const among =
      listed && state.last === 'cue' && isSingular(table.words)
        ? [penalty(withForm(state, { shows: [...form.shows, table] }), weights.parse.tableAmong)]
        : [];
    const shows = form.shows.map((show) => beside(show, table));
    const tests = belowTests(state, table);
    const named = withForm(state, { entity: table, shows, tests });
    const nested = nestRanking(state).map((one) => penalty(addGroup(one, table), 0.05));
    return [named, ...nested, ...among];
  }
  if (state.mode === 'show' && state.and && form.shows.length === 0) {
    return [withForm(state, { shows: [form.entity, table] })];
  }
  // "names of parties and their regions": what is named last is shown, too.
  const isSure = (table.alternatives[0]?.score ?? 0) >= weights.link.sure;
  if (
    state.mode === 'show' &&
    state.and &&
    form.shows.length > 0 &&
    isSure &&
    !isSingular(table.words) &&
    !isShownOf(state, table)
  ) {
    const shown = withForm(state, { shows: [...form.shows, table] });
    return [penalty(shown, weights.parse.tableListed), penalty(state, weights.parse.tableIgnored)];
  }
  // "… and names of counties": the table belongs to the columns named last.
  const last = form.shows.at(-1);
  if (
    state.mode === 'show' &&
    state.preposition &&
    last?.kind === 'column' &&
    last.beside.length === 0
  ) {
    const told = withForm(state, { shows: [...form.shows.slice(0, -1), beside(last, table)] });
    // First and last names of others are no "name of the office".
    const isOfOthers =
      last.at < 0 && last.alternatives.every(({ what }) => !isNamed(table, what.table));
    return [isOfOthers ? penalty(told, weights.parse.tableIgnored) : told];
  }
  // "visits by patient": the patients are not there for nothing.
  const isIdle = (state.shape.by && state.preposition) || state.last === 'table';
  // "accounts that opened a ticket": the ticket is to be there.
  const isDone = state.event?.alternatives.some(({ what }) => isNamed(table, what.table)) === true;
  const isOther = form.entity !== null && !isNamed(form.entity, table.alternatives[0]?.what);
  if (isDone && isOther) return [penalty(state, weights.parse.swallowed)];
  return [isIdle ? penalty(state, weights.parse.idleTable) : state];
}

/** "Who made the most …? Give the client": no client is ranked by how many of them there are. */
function isRankedByItself({ entity }: State['form'], table: TableMention): boolean {
  const [what] = table.alternatives;
  return entity !== null && what !== undefined && isNamed(entity, what.what);
}

/** Whether something is asked for already. */
function isFilled({ shows }: State['form']): boolean {
  return shows.some(({ kind }) => kind === 'measure');
}

function isNamed({ alternatives }: TableMention, table: CatalogTable | undefined): boolean {
  return alternatives.some(({ what }) => what === table);
}

/** Whether a table is what rows are of already. */
function isShownOf({ form }: State, { alternatives }: TableMention): boolean {
  const what = alternatives[0]?.what;
  return [form.entity, ...form.groups, ...form.shows].some(
    (one) => one?.kind === 'table' && one.alternatives[0]?.what === what,
  );
}

/** "that have two visits": the number before a table, of rows that are asked about. */
function isCounted(state: State): state is State & { readonly number: number } {
  const { number: count, compare, last, mode, form } = state;
  if (typeof count !== 'number' || compare !== null || last !== 'number') return false;
  return mode === 'where' && (form.entity !== null || form.shows.length > 0);
}

/** "by the cost of shipments": the table belongs to what it is ordered by; "top 5 clients by orders": by how many. */
function orderedByTable(state: State, table: TableMention): readonly State[] {
  const { order, limit } = state.form;
  const last = order.at(-1);
  if (last !== undefined && state.last === 'column') {
    const by = beside(last.by, table);
    return [withForm(state, { order: [...order.slice(0, -1), { ...last, by }] })];
  }
  const { entity, shows } = state.form;
  if (last === undefined && limit === null && ranksByRows(state, table))
    return placeMeasure(state, countOf(table), 0);
  if (last !== undefined || limit === null) return [state];
  const counted = countOf(table);
  const shown = shows.length > 0 || entity === null ? shows : [entity, counted];
  return placeMeasure(withForm(state, { shows: shown }), counted, 0);
}

/** "from the one with most loans to the one with fewest": other rows than those that are sorted, by how many. */
function ranksByRows({ direction, last, form }: State, table: TableMention): boolean {
  const { entity, groups, shows } = form;
  if (direction === null || last !== 'cue' || entity === null || groups.length > 0) return false;
  if (isSingular(table.words) || shows.some(({ kind }) => kind === 'measure')) return false;
  return entity.alternatives[0]?.what !== table.alternatives[0]?.what;
}

function beside<T extends ColumnMention | TableMention | Measure>(show: T, table: TableMention): T {
  if (show.kind === 'column') return { ...show, beside: [...show.beside, table] };
  if (show.kind === 'measure' && show.of?.kind === 'column')
    return { ...show, of: { ...show.of, beside: [...show.of.beside, table] } };
  return show;
}

/** The word before was the column of a superlative: "highest paid". */
function isOrderedBy(form: State['form'], state: State): boolean {
  const by = form.order.at(-1)?.by;
  return by?.kind === 'column' && by.at === state.at - 2 && form.limit !== null;
}
