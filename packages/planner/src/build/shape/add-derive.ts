import { mapChildren, parseExpression, type Expression } from '@ai-etl/core';
import type { OperationIntent } from '../../ir/index.ts';
import { askOne, assume } from '../../link/findings.ts';
import { certain } from '../../link/score-name.ts';
import { linkIn, push, type Draft } from '../step-draft.ts';
import { askColumn } from './ask-column.ts';
import {
  columnOf,
  printMade,
  textLiteral,
  typeOf,
  withColumns,
  type MadeColumn,
} from './made-rows.ts';
import { numericColumn } from './numeric-column.ts';
import type { ShapePlace } from './shape-place.ts';

type Derive = Extract<OperationIntent, { op: 'derive' }>;

/** Adds a computed column, or computes one anew; what it is computed from is linked or asked about. */
export function addDerive(draft: Draft, derive: Derive, place: ShapePlace): void {
  const expression = expressionOf(draft, derive, place);
  if (expression === null) {
    draft.isOpen = true;
    return;
  }
  addColumns(draft, [{ name: derive.as, expression }]);
}

/** Adds a step that computes columns over the rows as they are. */
export function addColumns(draft: Draft, made: readonly MadeColumn[]): void {
  const columns = made.map((one) => typeOf(one, draft.rows, 'row'));
  push(draft, 'derive', (base) => ({ ...base, op: 'derive', columns: made.map(printMade) }));
  draft.rows = withColumns(draft.rows, columns);
  const names = columns.map((column) => column.name);
  draft.columns = [...draft.columns, ...names.filter((name) => !draft.columns.includes(name))];
}

function expressionOf(draft: Draft, derive: Derive, place: ShapePlace): Expression | null {
  // "a column that says which table a row came from".
  if (derive.expression === 'source') return textLiteral(draft.branch.table.object.name);
  const read = readOrAsk(derive, place);
  if (read === null) return null;
  const linker: Linker = { draft, derive, place, asked: 0, isClear: true };
  const linked = link(read, linker, false);
  return linker.isClear ? linked : null;
}

function readOrAsk({ as, expression, evidence }: Derive, place: ShapePlace): Expression | null {
  const parsed = parseExpression(expression);
  if (parsed.ok) return parsed.expression;
  const text = askOne(place.findings, {
    id: `derive_${place.index}`,
    field: 'operations',
    question: `"${evidence.text}": how is ${as} computed? Write it over columns, such as price - cost.`,
    choices: [],
    accept: (answer) => (parseExpression(answer).ok ? answer : null),
  });
  const again = text === null ? null : parseExpression(text);
  return again?.ok === true ? again.expression : null;
}

interface Linker {
  readonly draft: Draft;
  readonly derive: Derive;
  readonly place: ShapePlace;
  /** How many columns were asked for: part of the ids of questions. */
  asked: number;
  /** False once a column is open. */
  isClear: boolean;
}

const arithmetic: ReadonlySet<string> = new Set([
  'add',
  'subtract',
  'multiply',
  'divide',
  'modulo',
]);

/** The same over the columns of the rows; columns that are computed with must be numbers. */
function link(expression: Expression, linker: Linker, isNumber: boolean): Expression {
  if (expression.kind === 'column') return linkOne(expression.name, linker, isNumber);
  const numbers = expression.kind === 'binary' && arithmetic.has(expression.op);
  return mapChildren(expression, (child) =>
    link(child, linker, numbers && !hasMoments(expression, linker)),
  );
}

/** Dates are counted with too: "delivered_at - shipped_at". */
function hasMoments(expression: Expression, { draft }: Linker): boolean {
  if (expression.kind !== 'binary') return false;
  return [expression.left, expression.right].some((side) => {
    const column = side.kind === 'column' ? linkIn(draft, side.name).column : null;
    return (
      column !== null && ['date', 'timestamp', 'timestamptz', 'time'].includes(column.type.kind)
    );
  });
}

function linkOne(name: string, linker: Linker, isNumber: boolean): Expression {
  const { draft, derive, place } = linker;
  linker.asked += 1;
  const id =
    linker.asked === 1 ? `columns_${place.index}` : `columns_${place.index}_${linker.asked}`;
  const found = linkIn(draft, name);
  if (isNumber) {
    const number = numericColumn(draft, { named: name, done: 'computed with', id }, place);
    if (number === null) linker.isClear = false;
    return columnOf(number?.name ?? name);
  }
  if (found.column === null) {
    const question = `"${derive.evidence.text}": ${draft.rows.object.name} has no column "${name}". Which one is meant?`;
    const answer = askColumn(draft, { id, question }, place);
    if (answer === null) linker.isClear = false;
    return columnOf(answer?.name ?? name);
  }
  if (found.score < certain)
    assume(place.findings, {
      path: `steps.${draft.branch.id}.derive`,
      value: found.column.name,
      because: `"${name}" names no column of ${draft.rows.object.name}; ${found.because}`,
    });
  return columnOf(found.column.name);
}
