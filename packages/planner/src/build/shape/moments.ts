import type { CatalogColumn, Expression, TimeUnit } from '@ai-etl/core';
import { askOne, assume } from '../../link/findings.ts';
import { columnChoices, eventColumns, hasClearEvent, isMoment } from '../../link/link-column.ts';
import { certain } from '../../link/score-name.ts';
import { linkIn, type Draft } from '../step-draft.ts';
import { call, columnOf, textLiteral } from './made-rows.ts';
import type { ShapePlace } from './shape-place.ts';

/**
 * The column that says when, for groups by a unit of time: as named, else when a row came to be.
 * Null after asking.
 */
export function momentColumn(
  draft: Draft,
  {
    named,
    said,
    id,
  }: { readonly named: string | null; readonly said: string; readonly id: string },
  { findings }: ShapePlace,
): CatalogColumn | null {
  const { rows } = draft;
  const path = `steps.${draft.branch.id}.group_by`;
  if (named !== null) {
    const linked = linkIn(draft, named, isMoment);
    if (linked.column !== null && isMoment(linked.column)) {
      if (linked.score < certain)
        assume(findings, {
          path,
          value: linked.column.name,
          because: `"${named}" names no column; ${linked.because}`,
        });
      return linked.column;
    }
  }
  const events = eventColumns(rows);
  const [event, ...others] = events;
  if (named === null && event !== undefined && hasClearEvent(rows)) {
    assume(findings, {
      path,
      value: event.name,
      because: `"${said}" names no column; this one says when a row came to be`,
      alternatives: others.map((column) => column.name),
    });
    return event;
  }
  const problem =
    named === null
      ? `"${said}": by which date of ${rows.object.name}?`
      : `${rows.object.name} has no date "${named}". By which one is it grouped?`;
  const answer = askOne(findings, {
    id,
    field: 'columns',
    question: problem,
    choices: columnChoices(events),
    accept: (text) =>
      events.find((one) => one.name.toLowerCase() === text.toLowerCase())?.name ?? null,
  });
  return rows.columns.find((column) => column.name === answer) ?? null;
}

/**
 * The start of the unit that a moment lies in, by the clocks of the pipeline's zone: a date for days
 * and longer, a moment for hours.
 */
export function startOf(unit: TimeUnit, column: CatalogColumn, place: ShapePlace): Expression {
  const clock = wallClock(column, place);
  const start = call('date_trunc', textLiteral(unit), clock);
  const isShort = unit === 'second' || unit === 'minute' || unit === 'hour';
  return isShort || column.type.kind === 'date'
    ? start
    : { kind: 'cast', operand: start, to: { kind: 'date' } };
}

/** The start of the piece of `count` units that a moment lies in, counted from 1970 on. */
export function startOfPiece(
  { count, unit }: { readonly count: number; readonly unit: 'second' | 'minute' | 'hour' | 'day' },
  column: CatalogColumn,
  place: ShapePlace,
): Expression {
  if (count === 1) return startOf(unit, column, place);
  const clock = wallClock(column, place);
  const epoch = epochOf(column, place);
  const since = call('date_diff', textLiteral(unit), epoch, clock);
  const size: Expression = { kind: 'literal', type: 'integer', value: String(count) };
  const rest: Expression = { kind: 'binary', op: 'modulo', left: since, right: size };
  return call(
    'date_add',
    epoch,
    { kind: 'binary', op: 'subtract', left: since, right: rest },
    textLiteral(unit),
  );
}

function epochOf({ type }: CatalogColumn, { zone }: ShapePlace): Expression {
  if (type.kind === 'date') return { kind: 'literal', type: 'date', value: '1970-01-01' };
  const isInstant = type.kind === 'timestamptz' && zone === 'UTC';
  return {
    kind: 'literal',
    type: isInstant ? 'timestamptz' : 'timestamp',
    value: '1970-01-01 00:00:00',
  };
}

/** Instants are read by the clocks of the zone; days of UTC need no change. */
function wallClock({ name, type }: CatalogColumn, { zone }: ShapePlace): Expression {
  const column = columnOf(name);
  return type.kind === 'timestamptz' && zone !== 'UTC'
    ? call('at_time_zone', column, textLiteral(zone))
    : column;
}
