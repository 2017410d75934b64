import { penalty } from './moves.ts';
import { weights } from './weights.ts';
import { besideAdjective } from './adjectives/beside-adjective.ts';
import type { Cue } from './cues/cue.ts';
import type { Item } from './items/item.ts';
import type { SchemaIndex } from './schema-index.ts';
import type { State } from './state.ts';
import { takeTable } from './take-table.ts';
import { takeColumn } from './take-column.ts';
import { takeTextItem } from './take-text.ts';
import { heldTest, takeValue } from './take-value.ts';
import { aged, takeNumber, takeRange, numbered } from './take-number.ts';
import { takeKind } from './kinds/take-kind.ts';
import { takeWhose } from './roles/whose-items.ts';
import { besideNext } from './states/beside-next.ts';
import { countOften, takeCondition } from './states/take-condition.ts';
import { takeGap } from './gaps/take-gap.ts';
import { afterNumber, countedSo, isCounting, leavesCounted } from './shapes/counted-so.ts';
import { takeDone } from './shapes/done-items.ts';
import { takeAgain } from './shapes/listed-again.ts';
import { markVerb, saysVerb } from './shapes/take-share.ts';
import { takeDuration, takeUnit } from './times/take-duration.ts';
import { takeAsked } from './question-words/take-asked.ts';
import { askedBefore, takeListAgain } from './question-words/list-again.ts';
import { awaitsAverage } from './shapes/average-of-asked.ts';
import { takeSeries } from './times/take-series.ts';
import { takeEvent, takeWhen } from './times/take-time.ts';
import { lastingRows, lastingState, lastingUntil, takeLasting } from './stretches/take-lasting.ts';
import { takeCapacity } from './capacities/take-capacity.ts';
import { takePeriod } from './periods/take-period.ts';
import { takeTold } from './units/told-in.ts';
import { takeQuantity } from './units/take-quantity.ts';
import { takeCue, keepsColumn } from './take-cue.ts';

/** The states that taking an item leads to. */
export function step(state: State, item: Item, index: SchemaIndex): readonly State[] {
  if (leavesCounted(state, item)) return [];
  const next = { ...state, at: item.end, score: state.score + item.gain };
  switch (item.kind) {
    case 'skip':
      if (item.isAverage === true && awaitsAverage(state)) return [];
      return [
        {
          ...(item.isVerb ? markVerb(next) : next),
          // "who carried out inspections": what a verb that is not known is done to.
          has: next.has && (item.isContent ? state.last === 'cue' : !item.isVerb),
          unread: unreadAfter(state, item),
        },
      ];
    case 'cue': {
      const last = lastAfter(state, item.cue);
      return takeCue(next, item.cue, index).map((one) => ({ ...one, last }));
    }
    case 'asked':
      return read(takeAsked(next, item, index), { last: 'cue' });
    case 'listAgain':
      return read(takeListAgain(next, index), { last: 'start' });
    case 'lasting':
      return read(takeLasting(next, item), { last: 'cue' });
    case 'table':
      return read(
        lastingRows(next, item.table, index) ??
          takeTable(besideAdjective(besideNext(next, item), item.table), item.table, index),
        {
          last: 'table',
          near: item.table,
        },
      );
    case 'done':
      return read(takeDone(next, item.table), { last: 'table', near: item.table });
    case 'column':
      return read(
        lastingUntil(next, item.column, index) ??
          takeColumn(next, askedBefore(next, item.column), item.also),
        { last: 'column' },
      );
    case 'value': {
      // "per store", and a channel is called so too: groups are columns.
      const isGroup =
        state.mode === 'group' && state.form.groups.length === 0 && item.ofNext !== true;
      const taken = isGroup ? penalty(next, weights.parse.valueGroup) : afterNumber(next);
      const counted = countedSo(taken, heldTest(item), index);
      return read(isCounting(state) ? counted : [...takeValue(taken, item), ...counted], {
        last: 'value',
      });
    }
    case 'quantity':
      return read(takeQuantity(next, item, index), { last: 'number' });
    case 'told':
      return read(takeTold(next, item), { last: 'cue' });
    case 'whose':
      return read(takeWhose(next, item), { last: 'table', near: item.role });
    case 'rows':
      return read(takeKind(next, item, index), { last: 'value', near: item.table });
    case 'condition': {
      const so = countedSo(next, item.test, index);
      if (isCounting(state)) return read(so, { last: 'value' });
      const counted = countOften(afterNumber(next), item.counted);
      const said = saysVerb(item.test) ? markVerb(counted) : counted;
      const taken = lastingState(said, item.test, index) ?? [takeCondition(said, item.test)];
      return read([...taken, ...so], { last: 'value' });
    }
    case 'when':
      return read(takeWhen(next, item, index), { last: 'value' });
    case 'series':
      return read(takeSeries(next, item, index), { last: 'series' });
    case 'duration':
      return read(takeDuration(next, item), { last: 'column' });
    case 'unit':
      return read(takeUnit(next, item.unit), { last: 'cue' });
    case 'capacity':
      return read(takeCapacity(next, item), { last: item.isAsked ? 'column' : 'cue' });
    case 'period':
      return read(takePeriod(next, item.unit), { last: 'cue' });
    case 'gap':
      return read(takeGap(next, item, index), { last: 'cue' });
    case 'again':
      return read(takeAgain(next, item.fn), { last: 'cue' });
    case 'event':
      return read(takeEvent(next, item.of), { has: next.has });
    case 'text':
      return read(takeTextItem(next, item, index), { last: 'value' });
    case 'number':
      return read(takeNumber(numbered(next, item, index), item, index), { last: 'number' });
    case 'range':
      return read(takeRange(aged(next, item.of, index), item, index), {
        last: 'number',
      });
  }
}

/** "the customer's" is still the customer, "age of" still the age. */
function lastAfter(state: State, cue: Cue): State['last'] {
  if (keepsColumn(state, cue)) return 'column';
  // "at least 3 different products": the number is still of them.
  if (cue.kind === 'distinct' && state.last === 'number') return 'number';
  return cue.kind === 'of' && cue.owns === true && state.last === 'table' ? 'table' : 'cue';
}

/** A name or value ends what small words before it began. */
function read(states: readonly State[], change: Partial<State>): readonly State[] {
  return states.map((one) => ({
    ...one,
    has: false,
    preposition: false,
    and: false,
    shape:
      one.shape.also || one.shape.alsoColumns
        ? { ...one.shape, also: false, alsoColumns: false }
        : one.shape,
    ...change,
  }));
}

function unreadAfter({ unread }: State, { isContent, start }: Item & { kind: 'skip' }) {
  return isContent ? [...unread, start] : unread;
}
