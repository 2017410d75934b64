import { ageMention } from '../ages/age-mention.ts';
import type { Attribute } from '../cues/cue.ts';
import { attributeMention } from '../implied-columns.ts';
import { penalty } from '../moves.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { withForm, type State } from '../state.ts';

/** Reads "earn", "cost": the column of what is compared or ranked next; empty where there is none. */
export function takeVerb(
  state: State,
  of: readonly Attribute[],
  index: SchemaIndex,
): readonly State[] {
  const { entity, shows } = state.form;
  if (state.last === 'start' || (entity === null && shows.length === 0)) return [];
  if (state.subject !== null || state.superlative !== null) return [];
  const [best] = attributeMention(of, state, index);
  const isAge = of[0]?.words === 'age';
  const subject = best?.mention ?? (isAge ? ageMention(index, state.at, state.near) : null);
  return subject === null ? [] : [{ ...state, mode: 'where', subject, has: false }];
}

/** Reads "most" of "earn the most": what the verb named ranks. Empty where no verb did. */
export function rankBySubject(state: State, direction: 'asc' | 'desc'): readonly State[] {
  const { subject, form } = state;
  if (subject?.kind !== 'measure' || state.compare !== null) return [];
  const order = [{ by: subject, direction }];
  const limit = typeof state.number === 'number' ? state.number : (form.limit ?? 1);
  return [penalty(withForm(state, { order, limit }, { subject: null, number: null }), 0.05)];
}
