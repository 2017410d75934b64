import type { Form, Measure } from './form.ts';
import { readItems } from './items.ts';
import type { SchemaIndex } from './schema-index.ts';
import { firstState, withForm, type State } from './state.ts';
import { settleSubject } from './moves.ts';
import { step } from './step.ts';
import type { Word } from './words.ts';

/** A form with what its reading earned. */
export interface Reading {
  readonly form: Form;
  readonly score: number;
  /** Words of content that it passes over. */
  readonly unread: number;
}

const beamWidth = 40;

/** Reads a question from left to right; the best readings, best first. */
export function readForms(words: readonly Word[], index: SchemaIndex): readonly Reading[] {
  const items = readItems(words, index);
  const beams: State[][] = words.map(() => []);
  const ends: State[] = [];
  beams[0] = [firstState];
  for (let at = 0; at < words.length; at += 1) {
    const beam = prune(beams[at] ?? []);
    for (const state of beam) {
      for (const item of items[at] ?? []) {
        for (const next of step(state, item, index)) (beams[next.at] ?? ends).push(next);
      }
    }
  }
  return prune(ends)
    .map(finish)
    .sort((a, b) => b.score - a.score);
}

function prune(states: readonly State[]): readonly State[] {
  return states.toSorted((a, b) => b.score - a.score).slice(0, beamWidth);
}

/** What still waits at the end is filled in or costs. */
function finish(state: State): Reading {
  let last = settleSubject(state);
  const lose = (cost: number): void => {
    last = { ...last, score: last.score - cost };
  };
  if (last.aggregate !== null) {
    const { fn, distinct } = last.aggregate;
    if (fn === 'count') {
      const measure: Measure = { kind: 'measure', fn, distinct, of: last.form.entity };
      last = withForm(last, { shows: [...last.form.shows, measure] });
    } else lose(0.8);
  }
  if (last.superlative !== null) {
    const by: Measure = { kind: 'measure', fn: 'count', distinct: false, of: null };
    if (last.superlative.count)
      last = withForm(last, {
        order: [{ by, direction: last.superlative.direction }],
        limit: last.form.limit ?? 1,
      });
    else lose(last.top ? 0.2 : 0.8);
  }
  if (last.compare !== null) lose(0.8);
  if (last.number !== null) lose(0.6);
  if (last.not) lose(0.7);
  if (last.like !== null) lose(0.7);
  if (last.mode === 'order' && last.form.order.length === 0) {
    const [first] = last.form.shows;
    if (first?.kind === 'column' || first?.kind === 'measure') {
      last = withForm(last, { order: [{ by: first, direction: last.direction ?? 'asc' }] });
    } else lose(0.5);
  }
  const { shows, order, limit } = last.form;
  // Rows are ranked by a column, but only totals are shown.
  if (
    limit !== null &&
    order[0]?.by.kind === 'column' &&
    shows.length > 0 &&
    shows.every((show) => show.kind === 'measure')
  )
    lose(0.8);
  return { form: shownForm(last.form), score: last.score, unread: last.unread };
}

/** "What is the highest salary?" shows the salary itself. */
function shownForm(form: Form): Form {
  const [order] = form.order;
  if (form.shows.length > 0 || form.groups.length > 0 || order === undefined) return form;
  if (order.by.kind !== 'column' || form.limit !== 1 || form.entity !== null) return form;
  const fn = order.direction === 'desc' ? 'max' : 'min';
  return {
    ...form,
    shows: [{ kind: 'measure', fn, distinct: false, of: order.by }],
    order: [],
    limit: null,
  };
}
