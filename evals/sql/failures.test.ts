import { describe, expect, it } from 'vitest';
import { failureLines, refuseHeldOut } from './failures.ts';
import type { JudgedQuestion, Verdict } from './judge-question.ts';
import { isHeldOut } from './split.ts';
import type { SqlSuite } from './suites/suite.ts';

function suite(heldOut: SqlSuite['heldOut']): SqlSuite {
  const open = (): Promise<null> => Promise.resolve(null);
  const close = (): Promise<void> => Promise.resolve();
  return { name: 'shop', rules: 'nlq', heldOut, questions: [], open, close };
}

function judged(id: string, verdict: Verdict, more: { expected?: string; database?: string } = {}) {
  const gold = {
    id,
    database: more.database ?? 'zoo',
    language: 'en',
    question: `the question of ${id}`,
    sql: ['SELECT 1'],
    expected: more.expected ?? 'answer',
    difficulty: 'easy',
    tags: [],
    ordered: false,
    mayScale: false,
  };
  const one: JudgedQuestion = {
    gold,
    verdict,
    answer: { kind: 'clarify', clarify: '' },
    answerMs: 1,
    isRightInAnyColumnOrder: false,
    goldRows: null,
    predictedRows: null,
    trouble: null,
  };
  return one;
}

const all = [
  judged('a', 'right'),
  judged('b', 'wrong'),
  judged('c', 'declined'),
  judged('d', 'left_out'),
  judged('e', 'declined', { expected: 'clarify' }),
  judged('f', 'wrong', { expected: 'refuse' }),
  judged('g', 'failed', { database: 'database_0' }),
];

const idsOf = (lines: readonly string[]): readonly unknown[] =>
  lines.map((line) => JSON.parse(line).id);

describe('what is shown of failures', () => {
  it('is all that is not right, where nothing is held out', () => {
    expect(idsOf(failureLines(suite('none'), all))).toEqual(['b', 'c', 'f', 'g']);
  });

  it('leaves out the held-out databases of a suite that is split', () => {
    expect([isHeldOut('zoo'), isHeldOut('database_0')]).toEqual([false, true]);
    expect(idsOf(failureLines(suite('by-split'), all))).toEqual(['b', 'c', 'f']);
  });

  it('is nothing of a suite that is held out, and asking for it is refused', () => {
    expect(failureLines(suite('all'), all)).toEqual([]);
    expect(() => refuseHeldOut(suite('all'), 'failures')).toThrow(/held out/u);
    expect(() => refuseHeldOut(suite('none'), 'failures')).not.toThrow();
    expect(() => refuseHeldOut(suite('by-split'), 'errors')).not.toThrow();
  });
});
