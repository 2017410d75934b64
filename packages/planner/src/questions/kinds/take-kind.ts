import { penalty } from '../moves.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { besideNext } from '../states/beside-next.ts';
import { takeCondition } from '../states/take-condition.ts';
import type { State } from '../state.ts';
import { takeTable } from '../take-table.ts';
import { weights } from '../weights.ts';
import type { KindItem } from './kind-items.ts';

/** Reads "cancellations": rows of a table and the state they are in, or only the state of rows named already. */
export function takeKind(
  state: State,
  { table, test }: KindItem,
  index: SchemaIndex,
): readonly State[] {
  const bare = takeCondition(state, test);
  // "guests who are smokers": of rows that were named already.
  if (state.form.entity?.alternatives[0]?.what === table.alternatives[0]?.what) return [bare];
  // "by department excluding interns": they are no groups.
  if (state.not && state.mode === 'group') return [bare];
  const rows = takeTable(besideNext(state, { table }), table, index).map((one) =>
    takeCondition({ ...one, not: false }, test),
  );
  return [...rows, penalty(bare, weights.kind.bare)];
}
