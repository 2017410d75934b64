import type { Evidence, FilterIntent, OperationIntent, PlannerIR } from '../ir/index.ts';
import { askOne, type Findings } from '../link/findings.ts';

/**
 * Operations without conditions that contradict each other: which one counts is asked, and until it
 * is answered neither does, since both together would load no row.
 */
export function settleFilters(ir: PlannerIR, findings: Findings): readonly OperationIntent[] {
  return ir.conflicts
    .filter((one) => one.field === 'filter')
    .reduce<readonly OperationIntent[]>((operations, { problem, claims }, at) => {
      const [first, second] = claims;
      if (first === undefined || second === undefined) return operations;
      const answer = askOne(findings, {
        id: at === 0 ? 'filter_conflict' : `filter_conflict_${at + 1}`,
        field: 'filter',
        question: `${problem}. Which rows are meant?`,
        choices: [
          { value: 'first', label: first.text, because: 'only this condition counts' },
          { value: 'second', label: second.text, because: 'only this condition counts' },
          { value: 'either', label: 'either of them', because: 'a row that meets one stays' },
        ],
      });
      return settle(operations, { first, second, answer });
    }, ir.operations);
}

function settle(
  operations: readonly OperationIntent[],
  {
    first,
    second,
    answer,
  }: { readonly first: Evidence; readonly second: Evidence; readonly answer: string | null },
): readonly OperationIntent[] {
  const one = operations.find((operation) => claims(operation, first));
  const two = operations.find((operation) => claims(operation, second) && operation !== one);
  if (one?.op !== 'filter' || two?.op !== 'filter') return operations;
  const kept: FilterIntent | null =
    answer === 'first'
      ? one
      : answer === 'second'
        ? two
        : answer === 'either'
          ? { ...one, any: [...one.any, ...two.any] }
          : null;
  return operations.flatMap((operation) => {
    if (operation === one) return kept === null ? [] : [kept];
    return operation === two ? [] : [operation];
  });
}

function claims(operation: OperationIntent, { start, end }: Evidence): boolean {
  return (
    operation.op === 'filter' &&
    operation.any.some(({ evidence }) => evidence.start === start && evidence.end === end)
  );
}
