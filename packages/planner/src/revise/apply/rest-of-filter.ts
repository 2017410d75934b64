import { printExpression, type Expression } from '@ai-etl/core';
import { askOne, type Findings } from '../../link/findings.ts';
import { isAbout, type Conjunct } from './conjuncts.ts';

/** What is left of a condition without the parts that are meant; null: nothing. */
export function restOf(
  expression: Expression,
  isMeant: (part: Expression) => boolean,
): Expression | null {
  if (expression.kind === 'binary' && (expression.op === 'and' || expression.op === 'or')) {
    const [left, right] = [expression.left, expression.right].map((one) => restOf(one, isMeant));
    if (left == null || right == null) return left ?? right ?? null;
    return { ...expression, left, right };
  }
  if (expression.kind === 'unary' && expression.op === 'not') {
    const operand = restOf(expression.operand, isMeant);
    return operand === null ? null : { ...expression, operand };
  }
  return isMeant(expression) ? null : expression;
}

/**
 * What takes the place of a condition of which the words name a part: "remove the filter on status" where it
 * says `status = 'paid' OR vip`. Which rows are meant then is asked: without the whole of it more rows stay, without the
 * part alone fewer. Empty: all of it goes. Null: it stays as it is, or nobody has answered yet.
 */
export function askWhatStays(
  { expression, text }: Conjunct,
  { names, said, findings }: { names: readonly string[]; said: string; findings: Findings },
): readonly Expression[] | null {
  const rest = restOf(expression, (part) => names.some((name) => isAbout(part, name)));
  if (names.length === 0 || rest === null || printExpression(rest) === text) return [];
  const left = printExpression(rest);
  const answer = askOne(findings, {
    id: 'filter_rest',
    field: 'filter',
    question: `"${said}": the condition ${text} says more than that. What of it goes?`,
    choices: [
      {
        value: 'whole',
        label: 'the whole condition',
        because: 'no row is left out by it any more',
      },
      { value: 'part', label: `that part: ${left} stays`, because: 'the rest still counts' },
      { value: 'nothing', label: 'nothing', because: 'this part of the instruction is left out' },
    ],
  });
  if (answer === 'whole') return [];
  return answer === 'part' ? [rest] : null;
}
