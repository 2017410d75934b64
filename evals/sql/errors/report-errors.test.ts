import { describe, expect, it } from 'vitest';
import type { Answer } from '../../engine/database.ts';
import type { JudgedQuestion, Verdict } from '../judge-question.ts';
import { printErrorReport, reportErrors } from './report-errors.ts';

interface Failure {
  readonly verdict: Verdict;
  readonly sql?: string;
  readonly expected?: string;
}

function failure({ verdict, sql, expected = 'answer' }: Failure): JudgedQuestion {
  const answer: Answer =
    sql === undefined ? { kind: 'clarify', clarify: '' } : { kind: 'sql', sql, confidence: 0.5 };
  return {
    gold: {
      id: 'a',
      database: 'zoo',
      language: 'en',
      question: 'Which animals are heavy?',
      sql: expected === 'answer' ? ['SELECT name FROM animals WHERE weight > 9'] : [],
      expected,
      difficulty: expected === 'answer' ? 'easy' : 'none',
      tags: [],
      ordered: false,
      mayScale: false,
    },
    verdict,
    answer,
    answerMs: 1,
    isRightInAnyColumnOrder: false,
    goldRows: null,
    predictedRows: null,
    trouble: null,
  };
}

describe('errors by kind', () => {
  const report = reportErrors([
    failure({ verdict: 'wrong', sql: 'SELECT name FROM animals' }),
    failure({ verdict: 'wrong', sql: 'SELECT id FROM animals' }),
    failure({ verdict: 'wrong', sql: 'SELECT name FROM animals WHERE weight > 9' }),
    {
      ...failure({ verdict: 'wrong', sql: 'SELECT id FROM animals' }),
      isRightInAnyColumnOrder: true,
    },
    failure({ verdict: 'failed', sql: 'SELECT' }),
    failure({ verdict: 'declined' }),
    failure({ verdict: 'wrong', sql: 'SELECT 1', expected: 'refuse' }),
  ]);

  it('counts a failure with each difference, and where it is the only one', () => {
    expect(report.failures).toBe(7);
    expect(report.kinds).toEqual({
      'shown column missing': { failures: 1, alone: 0, by_difficulty: { easy: 1 } },
      'shown column too many': { failures: 1, alone: 0, by_difficulty: { easy: 1 } },
      'condition missing': { failures: 2, alone: 1, by_difficulty: { easy: 2 } },
      'the same parts': { failures: 1, alone: 1, by_difficulty: { easy: 1 } },
      'columns in another order': { failures: 1, alone: 1, by_difficulty: { easy: 1 } },
      declined: { failures: 1, alone: 1, by_difficulty: { easy: 1 } },
      'does not run': { failures: 1, alone: 1, by_difficulty: { easy: 1 } },
      'answered, must not be': { failures: 1, alone: 1, by_difficulty: { none: 1 } },
    });
  });

  it('counts wrong answers by in how many parts they differ', () => {
    expect(report.by_parts).toEqual({ 1: 1, 2: 0, 3: 1, '4 or more': 0 });
  });

  it('shows figures and no question, the most frequent kind first', () => {
    const shown = printErrorReport(report);
    expect(shown.split('\n')[4]).toMatch(/^condition missing +2 +1 +2 +0 +0 +0$/u);
    expect(shown).not.toContain('animals');
  });
});
