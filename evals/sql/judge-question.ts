import { answerSql } from '../engine/answer-sql.ts';
import type { Answer } from '../engine/database.ts';
import type { ResultRows, RunOutcome } from './run/result.ts';
import { answersQuestion, isSameInAnyColumnOrder, isSameResult } from './score/judge-rows.ts';
import type { GoldQuestion, SqlSuite, SuiteDatabase } from './suites/suite.ts';

/** `left_out`: its gold query does not run, so nothing can be said. */
export type Verdict = 'right' | 'wrong' | 'declined' | 'failed' | 'left_out';

export interface JudgedQuestion {
  readonly gold: GoldQuestion;
  readonly verdict: Verdict;
  readonly answer: Answer;
  /** Of the answer alone: no query was run in it. */
  readonly answerMs: number;
  /** Right but for the order of columns, or right. */
  readonly isRightInAnyColumnOrder: boolean;
  /** Rows; null where nothing was read. */
  readonly goldRows: number | null;
  readonly predictedRows: number | null;
  /** Why a query does not run. */
  readonly trouble: string | null;
}

export interface JudgeRequest {
  readonly suite: SqlSuite;
  readonly database: SuiteDatabase;
  readonly gold: GoldQuestion;
}

/** Asks one question and judges what comes back. */
export async function judgeQuestion(request: JudgeRequest): Promise<JudgedQuestion> {
  const { gold, database } = request;
  const goldOutcomes = await runAll(request);
  const began = performance.now();
  const answer = await answerSql({
    question: gold.question,
    database: database.asked,
    now: new Date().toISOString(),
  });
  const common = { gold, answer, answerMs: performance.now() - began, ...nothing };
  const [first] = goldOutcomes;
  if (first !== undefined && first.outcome.kind !== 'rows') {
    return { ...common, verdict: 'left_out', trouble: troubleOf(first.outcome) };
  }
  const goldRows = first?.outcome.kind === 'rows' ? first.outcome.result.rows.length : null;
  if (answer.kind === 'clarify') return { ...common, goldRows, verdict: 'declined' };
  // It must not be answered, and was.
  if (first === undefined) return { ...common, verdict: 'wrong' };
  const outcome = await database.runner.run(answer.sql);
  if (outcome.kind !== 'rows') {
    return { ...common, goldRows, verdict: 'failed', trouble: troubleOf(outcome) };
  }
  const { result } = outcome;
  const rights = goldOutcomes.flatMap(({ sql, outcome: one }) =>
    one.kind === 'rows' ? [{ sql, result: one.result }] : [],
  );
  const judged = judge(request, rights, result);
  return {
    ...common,
    goldRows,
    predictedRows: result.rows.length,
    verdict: judged.isRight ? 'right' : 'wrong',
    isRightInAnyColumnOrder: judged.isRightInAnyColumnOrder,
  };
}

const nothing = {
  isRightInAnyColumnOrder: false,
  goldRows: null,
  predictedRows: null,
  trouble: null,
} as const;

interface RightAnswer {
  readonly sql: string;
  readonly result: ResultRows;
}

function judge(
  { suite, gold }: JudgeRequest,
  rights: readonly RightAnswer[],
  result: ResultRows,
): { readonly isRight: boolean; readonly isRightInAnyColumnOrder: boolean } {
  const { ordered, mayScale } = gold;
  if (suite.rules === 'nlq') {
    const isRight = rights.some((one) => answersQuestion({ ...one, ordered, mayScale }, result));
    return { isRight, isRightInAnyColumnOrder: isRight };
  }
  return {
    isRight: rights.some((one) => isSameResult(one.result, result, ordered)),
    isRightInAnyColumnOrder: rights.some((one) =>
      isSameInAnyColumnOrder(one.result, result, ordered),
    ),
  };
}

async function runAll({ gold, database }: JudgeRequest) {
  const outcomes: { readonly sql: string; readonly outcome: RunOutcome }[] = [];
  for (const sql of gold.sql) outcomes.push({ sql, outcome: await database.runner.run(sql) });
  return outcomes;
}

function troubleOf(outcome: Exclude<RunOutcome, { kind: 'rows' }>): string {
  return outcome.kind === 'failed' ? outcome.message : 'it took longer than the limit';
}
