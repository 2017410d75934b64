import type { Item } from './items.ts';
import type { SchemaIndex } from './schema-index.ts';
import type { State } from './state.ts';
import { takeTable } from './take-table.ts';
import { takeColumn } from './take-column.ts';
import { takeValue, takeText } from './take-value.ts';
import { takeNumber, takeRange, takeDate, numbered } from './take-number.ts';
import { takeCue, keepsColumn } from './take-cue.ts';

/** The states that taking an item leads to. */
export function step(state: State, item: Item, index: SchemaIndex): readonly State[] {
  const next = { ...state, at: item.end, score: state.score + item.gain };
  switch (item.kind) {
    case 'skip':
      return [{ ...next, has: false, unread: state.unread + (item.isContent ? 1 : 0) }];
    case 'cue':
      return takeCue(next, item.cue, index).map((one) => ({
        ...one,
        last: keepsColumn(state, item.cue) ? 'column' : 'cue',
      }));
    case 'table':
      return takeTable(next, item.table).map((one) => ({
        ...one,
        last: 'table',
        has: false,
        preposition: false,
        and: false,
        near: item.table,
      }));
    case 'column':
      return takeColumn(next, item.column, item.also).map((one) => ({
        ...one,
        last: 'column',
        has: false,
        preposition: false,
        and: false,
      }));
    case 'value':
      return takeValue(next, item).map((one) => ({
        ...one,
        last: 'value',
        has: false,
        preposition: false,
        and: false,
      }));
    case 'text':
      return takeText(next, item.text, item.quoted, index).map((one) => ({
        ...one,
        last: 'value',
        has: false,
        preposition: false,
        and: false,
      }));
    case 'number':
      return takeNumber(numbered(next, item, index), item, index).map((one) => ({
        ...one,
        last: 'number',
        has: false,
        preposition: false,
        and: false,
      }));
    case 'date':
      return takeDate(next, item.value, index).map((one) => ({
        ...one,
        last: 'value',
        has: false,
        preposition: false,
        and: false,
      }));
    case 'range':
      return takeRange(next, item.low, item.high, index).map((one) => ({
        ...one,
        last: 'number',
        has: false,
        preposition: false,
        and: false,
      }));
  }
}
