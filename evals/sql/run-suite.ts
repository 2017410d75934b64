import type { Answer } from '../engine/database.ts';
import { judgeQuestion, type JudgedQuestion } from './judge-question.ts';
import { isInSplit, type Split } from './split.ts';
import type { GoldQuestion, SqlSuite } from './suites/suite.ts';

/** Which questions of a suite are asked. */
export interface Selection {
  readonly split: Split;
  /** These ids, or all. */
  readonly ids: readonly string[];
  /** These databases, or all. */
  readonly databases: readonly string[];
  /** The first so many of those; null: all. */
  readonly limit: number | null;
}

/** Asks the selected questions, one database after the other. */
export async function runSuite(
  suite: SqlSuite,
  selection: Selection,
  onProgress: (done: number, all: number) => void,
): Promise<readonly JudgedQuestion[]> {
  const questions = select(suite, selection);
  const judged: JudgedQuestion[] = [];
  for (const [name, group] of Map.groupBy(questions, (one) => one.database)) {
    const database = await suite.open(name);
    try {
      for (const gold of group) {
        judged.push(
          database === null ? leftOut(gold) : await judgeQuestion({ suite, database, gold }),
        );
        onProgress(judged.length, questions.length);
      }
    } finally {
      await database?.runner.close();
    }
  }
  return judged;
}

function select(
  { questions, heldOut }: SqlSuite,
  { split, ids, databases, limit }: Selection,
): readonly GoldQuestion[] {
  const chosen = questions.filter(
    (one) =>
      (heldOut !== 'by-split' || isInSplit(one.database, split)) &&
      (ids.length === 0 || ids.includes(one.id)) &&
      (databases.length === 0 || databases.includes(one.database)),
  );
  return limit === null ? chosen : chosen.slice(0, limit);
}

const unasked: Answer = { kind: 'clarify', clarify: '' };

function leftOut(gold: GoldQuestion): JudgedQuestion {
  return {
    gold,
    verdict: 'left_out',
    answer: unasked,
    answerMs: 0,
    isRightInAnyColumnOrder: false,
    goldRows: null,
    predictedRows: null,
    trouble: 'its database is not there',
  };
}
