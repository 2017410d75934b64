import { ageMention } from '../ages/age-mention.ts';
import type { Attribute } from '../cues/cue.ts';
import type { ColumnMention, Operator } from '../form.ts';
import { anyAttribute, attributeMention } from '../implied-columns.ts';
import { penalty } from '../moves.ts';
import type { SchemaIndex } from '../schema-index.ts';
import type { State } from '../state.ts';
import { weights } from '../weights.ts';

const turned = { gt: 'lt', lt: 'gt', ge: 'le', le: 'ge', eq: 'eq', ne: 'ne' } as const;

/** Reads "taller than": what the adjective is of is compared; what follows the number may say it, too. */
export function compareBy(
  state: State,
  op: Operator,
  {
    of,
    isOwn,
    index,
  }: {
    readonly of: readonly Attribute[];
    /** "above": of what rows so named have, and of nothing else. */
    readonly isOwn: boolean;
    readonly index: SchemaIndex;
  },
): readonly State[] {
  if (isOwn) {
    const own = ownMention(state, of, index);
    return own === null
      ? []
      : [penalty({ ...state, subject: own, compare: op }, weights.implied.measured)];
  }
  const age = of[0]?.words === 'age' ? ageMention(index, state.at, state.near) : null;
  if (age !== null) return [{ ...state, subject: age, compare: op }];
  const known = attributeMention(of, state, index).map(({ mention, against }, rank) =>
    penalty({ ...state, subject: mention, compare: against ? turned[op] : op }, 0.1 * rank),
  );
  // "longer than 400 pages": the number is of pages.
  return [...known, penalty({ ...state, compare: op }, weights.implied.otherMeasure)];
}

/** "camps above 5000": a column of the rows named just before; null where a column was named, or they have none. */
function ownMention(
  state: State,
  of: readonly Attribute[],
  index: SchemaIndex,
): ColumnMention | null {
  const { near, subject, last, aggregate } = state;
  if (near === null || subject !== null || aggregate !== null || last === 'column') return null;
  const found = anyAttribute(of, state, index);
  const alternatives = found?.alternatives.filter(({ what }) =>
    near.alternatives.some((one) => one.what === what.table),
  );
  return found === null || alternatives === undefined || alternatives.length === 0
    ? null
    : { ...found, alternatives, beside: [near] };
}
