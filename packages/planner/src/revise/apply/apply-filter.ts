import { diagnostic, parseExpression, printExpression, type Expression } from '@ai-etl/core';
import type { StepInput } from '../../build/branch.ts';
import { askOne, assume } from '../../link/findings.ts';
import type { OperationChange } from '../revision-ir.ts';
import {
  columnsIn,
  conjunctsOf,
  matching,
  replaceConjunct,
  split,
  type Conjunct,
} from './conjuncts.ts';
import { chooseParts, type Candidate } from './choose-one.ts';
import {
  chainsNamed,
  earliest,
  placeSteps,
  type MakeSteps,
  type Positions,
} from './place-steps.ts';
import type { Working } from './working.ts';

export interface FilterRequest {
  readonly change: Pick<OperationChange, 'instead' | 'was' | 'evidence'>;
  readonly make: MakeSteps;
  /** A word for the table whose rows are meant; null: any that has the column. */
  readonly table: string | null;
  /** Which nodes are tried; absent: from the source on. */
  readonly positions?: Positions;
}

/** Adds a condition, or puts it in the place of the one it is said to replace. */
export function applyFilter(
  working: Working,
  { change, make, table, positions = earliest }: FilterRequest,
): void {
  const there = conjunctsOf(working);
  const before = working.spec;
  const said = change.evidence.text;
  const placed = placeSteps(working, {
    chains: chainsNamed(working, table),
    positions,
    make,
    said,
  });
  const [step] = placed;
  const fresh = whereOf(placed.slice(0, 1));
  if (step === undefined || fresh === null) return;
  const same = there.find((one) => split(fresh).some((part) => printExpression(part) === one.text));
  if (same !== undefined && split(fresh).length === 1) {
    working.spec = before;
    working.findings.diagnostics.push(
      diagnostic('ASSUMED', 'steps', `"${said}": rows must meet ${same.text} already.`),
    );
    return;
  }
  if (change.instead && there.length === 0) {
    assume(working.findings, {
      path: 'steps',
      value: `a filter is added: ${printExpression(fresh)}`,
      because: `"${said}" takes the place of a filter, and there is none`,
    });
    return;
  }
  const old = change.instead
    ? replaced(working, { there, fresh, was: change.was, said })
    : rival(there, fresh);
  if (old === null) {
    if (change.instead) working.spec = before;
    return;
  }
  const how = change.instead ? 'replace' : askTogether(working, { there: old.expression, fresh });
  working.spec = before;
  if (how === 'replace') replaceConjunct(working, old, [fresh]);
  if (how === 'either')
    replaceConjunct(working, old, [
      { kind: 'binary', op: 'or', left: old.expression, right: fresh },
    ]);
}

/** The condition that the words put another in the place of. */
function replaced(
  working: Working,
  request: {
    readonly there: readonly Conjunct[];
    readonly fresh: Expression;
    readonly was: readonly string[];
    readonly said: string;
  },
): Conjunct | null {
  const { there, fresh, was, said } = request;
  const columns = columnsIn(fresh).join('\n');
  const onSame = there.filter((one) => columnsIn(one.expression).join('\n') === columns);
  const named = was.length === 0 ? onSame : matching(onSame, was);
  const fitting = named.length > 0 ? named : onSame;
  const asCandidate = (part: Conjunct): Candidate<Conjunct> => ({ part, label: part.text });
  const [chosen] = chooseParts(working.findings, {
    id: 'filter_instead',
    said,
    noun: 'filter',
    fitting: fitting.map(asCandidate),
    all: there.map(asCandidate),
    multiple: false,
  });
  return chosen?.part ?? null;
}

/** An equality on the column of another equality: both together leave no row. */
function rival(there: readonly Conjunct[], fresh: Expression): Conjunct | null {
  const column = equalTo(fresh);
  if (column === null) return null;
  return there.find((one) => equalTo(one.expression) === column) ?? null;
}

function equalTo(expression: Expression): string | null {
  if (expression.kind === 'in' && !expression.negated && expression.operand.kind === 'column')
    return expression.operand.name;
  return expression.kind === 'binary' &&
    expression.op === 'eq' &&
    expression.left.kind === 'column' &&
    expression.right.kind === 'literal'
    ? expression.left.name
    : null;
}

/** The condition of a step that was just built. */
function whereOf(steps: readonly StepInput[]): Expression | null {
  const [step] = steps;
  if (step?.op !== 'filter' || steps.length !== 1) return null;
  const parsed = parseExpression(step.where);
  return parsed.ok ? parsed.expression : null;
}

/** Asks how two conditions on one column go together. */
function askTogether(
  working: Working,
  { there, fresh }: { readonly there: Expression; readonly fresh: Expression },
): 'replace' | 'either' | null {
  const [old, now] = [printExpression(there), printExpression(fresh)];
  const answer = askOne(working.findings, {
    id: 'filter_together',
    field: 'filter',
    question: `Rows must already meet ${old}; with ${now} as well, none would be left. What is meant?`,
    choices: [
      { value: 'replace', label: now, because: 'in the place of what is there' },
      { value: 'either', label: `${old} or ${now}`, because: 'rows that meet either' },
    ],
  });
  return answer === 'replace' || answer === 'either' ? answer : null;
}
