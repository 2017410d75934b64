import type { CatalogColumn, Expression } from '@ai-etl/core';
import type { Measure } from '../../ir/index.ts';
import { ask, askOne, assume } from '../../link/findings.ts';
import { columnChoices, measureColumns } from '../../link/link-column.ts';
import { nameWords } from '../../link/name-words.ts';
import { certain } from '../../link/score-name.ts';
import { measureNames } from '../operation-names.ts';
import { linkIn, type Draft, type Member, type Place } from '../step-draft.ts';
import { askColumn } from './ask-column.ts';
import { countOf } from './count-rows.ts';
import { call, columnOf, type MadeColumn } from './made-rows.ts';
import { numericColumn } from './numeric-column.ts';
import type { ShapePlace } from './shape-place.ts';

/** A measure as a column, and what the sentence may call it. */
export interface BuiltMeasure extends MadeColumn {
  readonly saidAs: readonly string[];
}

/** What is computed of each group; null after asking. */
export function buildMeasures(
  draft: Draft,
  measures: readonly Measure[],
  { said, place }: { readonly said: string; readonly place: ShapePlace },
): readonly BuiltMeasure[] | null {
  const wanted = measures.length > 0 ? measures : askMeasures(draft, said, place);
  if (wanted === null) return null;
  const built: BuiltMeasure[] = [];
  for (const [at, measure] of wanted.entries()) {
    const id = at === 0 ? `measure_${place.index}` : `measure_${place.index}_${at + 1}`;
    const one = buildMeasure(draft, measure, { id, said, place });
    if (one === null) return null;
    if (built.every(({ name }) => name !== one.name)) built.push(one);
  }
  return built;
}

interface MeasurePlace {
  readonly id: string;
  /** The words that say what is computed. */
  readonly said: string;
  readonly place: ShapePlace;
}

const done = { sum: 'summed', avg: 'averaged' } as const;

function buildMeasure(
  draft: Draft,
  measure: Measure,
  { id, said, place }: MeasurePlace,
): BuiltMeasure | null {
  const { fn, column: named } = measure;
  const saidAs = measureNames(measure);
  if (fn === 'count' && (named === '*' || isRowNoun(draft, named))) {
    const expression = countOf(draft, { said: `${said} ${named}`, id }, place);
    if (expression === null) return null;
    if (expression.kind === 'call' && expression.args.length === 0) assumeRows(draft, place);
    return { name: measure.as ?? 'count', expression, saidAs: [...saidAs, 'count'] };
  }
  const column =
    fn === 'sum' || fn === 'avg'
      ? numericColumn(draft, { named, done: done[fn], id }, place)
      : anyColumn(draft, named, { id, said, place });
  if (column === null) return null;
  const settled =
    fn === 'sum' || fn === 'avg' ? settleRepeated(draft, column, { id, place }) : column;
  if (settled === null) return null;
  if (settled !== column)
    return buildMeasure(
      draft,
      { ...measure, column: settled.name },
      { id: `${id}_again`, said, place },
    );
  const isOwnWord = linkIn(draft, named).column?.name !== column.name && fn === 'sum';
  return {
    name: measure.as ?? (isOwnWord ? named : `${fn}_${column.name}`),
    expression: measureOf(fn, column),
    saidAs: [...saidAs, `${fn}_${column.name}`.toLowerCase()],
  };
}

/** What a join repeats would be summed once for each row that it met: that is asked about. Null after asking. */
export function settleRepeated(
  draft: Draft,
  column: CatalogColumn,
  { id, place }: { readonly id: string; readonly place: Place },
): CatalogColumn | null {
  const memberOf = (name: string): Member | undefined =>
    draft.members.find((member) => [...member.names.values()].includes(name));
  const member = memberOf(column.name);
  if (member === undefined || member.repeatedBy === null) return column;
  const own = member.branch.table.object.name;
  const other = member.repeatedBy.object.name;
  const once = measureColumns(draft.rows).filter(({ name }) => memberOf(name)?.repeatedBy === null);
  const answer = askOne(place.findings, {
    id: `${id}_repeated`,
    field: 'columns',
    question: `A row of ${own} meets several rows of ${other}, so ${column.name} would count once for each of them. What should be computed?`,
    choices: [
      ...columnChoices(once),
      {
        value: 'as_is',
        label: `${column.name} as it is`,
        because: `it counts once for each row of ${other}`,
      },
    ],
  });
  if (answer === null) return null;
  return answer === 'as_is'
    ? column
    : (draft.rows.columns.find(({ name }) => name === answer) ?? null);
}

/** A count is of joined rows, of which one may stand for the same row of the first table several times. */
function assumeRows({ branch, members }: Draft, { findings }: ShapePlace): void {
  const other = members[0]?.repeatedBy;
  if (other === undefined || other === null) return;
  assume(findings, {
    path: `steps.${branch.id}.measures.count`,
    value: 'rows of the join',
    because: `a row of ${branch.table.object.name} counts once for each row of ${other.object.name} that it meets`,
    alternatives: [`different keys of ${branch.table.object.name}`],
  });
}

/** "count orders" of the rows of orders counts rows. */
export function isRowNoun({ rows, reads }: Draft, named: string): boolean {
  if (rows.columns.some((column) => column.name.toLowerCase() === named.toLowerCase()))
    return false;
  const spoken = nameWords(named).join(' ');
  return reads.some(({ table }) => nameWords(table.object.name).join(' ') === spoken);
}

function measureOf(fn: Measure['fn'], { name }: CatalogColumn): Expression {
  return fn === 'count_distinct'
    ? { kind: 'call', name: 'count', args: [columnOf(name)], distinct: true }
    : call(fn, columnOf(name));
}

function anyColumn(draft: Draft, named: string, { id, place }: MeasurePlace): CatalogColumn | null {
  const linked = linkIn(draft, named);
  if (linked.column !== null && linked.score >= certain) return linked.column;
  if (linked.column === null) {
    const question = `${draft.rows.object.name} has no column "${named}". Which one is counted or compared?`;
    return askColumn(draft, { id, question }, place);
  }
  assume(place.findings, {
    path: `steps.${draft.branch.id}.measures`,
    value: linked.column.name,
    because: `"${named}" names no column of ${draft.rows.object.name}; ${linked.because}`,
  });
  return linked.column;
}

/** "summarise the orders" says that something is computed, and not what. */
function askMeasures(draft: Draft, said: string, place: ShapePlace): readonly Measure[] | null {
  const numbers = measureColumns(draft.rows);
  const answer = ask(place.findings, {
    id: `measure_${place.index}`,
    field: 'columns',
    question: `"${said}": what should be computed of ${draft.rows.object.name}?`,
    choices: [
      { value: 'count', label: 'the number of rows', because: 'one count a group' },
      ...columnChoices(numbers, 'its sum'),
    ],
    multiple: true,
  });
  return (
    answer?.map((one) =>
      one === 'count' ? { fn: 'count', column: '*' } : { fn: 'sum', column: one },
    ) ?? null
  );
}
