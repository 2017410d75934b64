import type { OperationIntent } from '../../ir/index.ts';
import { assume } from '../../link/findings.ts';
import { tableName } from './table-name.ts';
import { push, setRows, type Draft } from '../step-draft.ts';
import { buildGroupKeys } from './group-keys.ts';
import { madeRows, printMade, typeOf, type MadeColumn } from './made-rows.ts';
import { buildMeasures, type BuiltMeasure } from './measures.ts';
import type { ShapePlace } from './shape-place.ts';

type Aggregate = Extract<OperationIntent, { op: 'aggregate' }>;

/** One row a group: its keys, then what is computed of it. What is not clear is asked, and no step made. */
export function addAggregate(draft: Draft, aggregate: Aggregate, place: ShapePlace): void {
  const said = aggregate.evidence.text;
  const measures = buildMeasures(draft, aggregate.measures, { said, place });
  const keys = buildGroupKeys(draft, aggregate.groupBy, place);
  if (measures === null || keys === null) {
    draft.isOpen = true;
    return;
  }
  const made = apart(measures, keys);
  const { rows } = draft;
  push(draft, 'group', (base) => ({
    ...base,
    op: 'aggregate',
    group_by: keys.map(printMade),
    measures: made.map(printMade),
  }));
  const isGrouped = keys.length > 0;
  const columns = [
    ...keys.map((key) => typeOf(key, rows, 'row')),
    ...made.map((measure) => typeOf(measure, rows, 'measure', isGrouped)),
  ];
  const names = keys.map((key) => key.name);
  setRows(draft, madeRows(rows, columns, names));
  draft.members = [];
  draft.aliases = new Map(
    made.toReversed().flatMap((one) => one.saidAs.map((word) => [word, one.name] as const)),
  );
  draft.name = tableName(
    isGrouped ? `${draft.name}_by_${names.join('_')}` : `${draft.name}_totals`,
  );
  if (aggregate.measures.some((one) => one.as === undefined))
    assume(place.findings, {
      path: `steps.${draft.branch.id}.measures`,
      value: made.map((one) => one.name).join(', '),
      because: `what the results of "${said}" are called was not said`,
    });
}

/** A measure called as a key is called by its function too. */
function apart(
  measures: readonly BuiltMeasure[],
  keys: readonly MadeColumn[],
): readonly BuiltMeasure[] {
  const used = new Set(keys.map((key) => key.name));
  return measures.map((one) => (used.has(one.name) ? { ...one, name: `${one.name}_total` } : one));
}
