import { AiEtlError } from '@ai-etl/core';
import type { JudgedQuestion } from './judge-question.ts';
import { isHeldOut } from './split.ts';
import type { SqlSuite } from './suites/suite.ts';

/** Throws VALIDATION_ERROR for a suite that is held out as a whole: only figures of it are shown. */
export function refuseHeldOut({ name, heldOut }: SqlSuite, field: 'failures' | 'errors'): void {
  if (heldOut !== 'all') return;
  throw new AiEtlError('VALIDATION_ERROR', `"${name}" is held out: only its figures are shown.`, {
    details: [{ field, error: 'it is for suites and databases that are not held out' }],
  });
}

/** Questions not answered as they should be; none of a held-out database, and none that cannot be judged. */
export function failuresOf(
  { heldOut }: SqlSuite,
  judged: readonly JudgedQuestion[],
): readonly JudgedQuestion[] {
  return judged.filter(({ gold, verdict }) => {
    const isHidden = heldOut === 'all' || (heldOut === 'by-split' && isHeldOut(gold.database));
    if (isHidden || verdict === 'left_out') return false;
    return verdict !== (gold.expected === 'answer' ? 'right' : 'declined');
  });
}

/** One line of JSON for each of them. */
export function failureLines(
  suite: SqlSuite,
  judged: readonly JudgedQuestion[],
): readonly string[] {
  return failuresOf(suite, judged).map(({ gold, verdict, answer, trouble, ...rows }) =>
    JSON.stringify({
      id: gold.id,
      database: gold.database,
      difficulty: gold.difficulty,
      question: gold.question,
      verdict,
      expected: gold.expected,
      gold: gold.sql,
      predicted: answer.kind === 'sql' ? answer.sql : null,
      clarify: answer.kind === 'clarify' ? answer.clarify : null,
      ...(trouble === null ? {} : { trouble }),
      gold_rows: rows.goldRows,
      predicted_rows: rows.predictedRows,
      right_in_any_column_order: rows.isRightInAnyColumnOrder,
    }),
  );
}
