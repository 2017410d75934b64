import { describe, expect, it } from 'vitest';
import { reportPipelines } from '../report.ts';
import { Expect, PipelineCase } from '../expect.ts';
import { judgeCase } from './judge-case.ts';

const goldPlan = {
  outcome: 'plan',
  sources: [{ type: 'mysql', object: 'orders' }],
  targets: [{ type: 'clickhouse', object: 'orders' }],
  write_mode: 'overwrite',
  load: { mode: 'full' },
  schedule: { kind: 'cron', cron: '0 0 * * *', timezone: null },
};
const goldQuestion = {
  outcome: 'clarify',
  ask_about: ['keys', 'schedule'],
  understood: {
    sources: [{ type: 'mysql', object: 'orders' }],
    targets: [{ type: 'clickhouse', object: null }],
    write_mode: 'upsert',
    cron: '0 6 * * *',
  },
};
const asks = (topics: readonly string[], more: object = {}) => ({
  outcome: 'clarify',
  ask_about: topics,
  ...more,
});

function judge(gold: object, predicted: object | null) {
  return judgeCase({
    item: PipelineCase.parse({ id: 'x', description: 'orders', expect: gold }),
    predicted: predicted === null ? null : Expect.parse(predicted),
    error: predicted === null ? 'it failed' : null,
    answerMs: 1,
  });
}

describe('a plan is due', () => {
  it('a question is wrong, though its draft is scored', () => {
    const { draft } = { draft: { ...goldPlan, outcome: undefined } };
    const judged = judge(goldPlan, asks(['keys'], { draft }));
    expect(judged.isOutcomeRight).toBe(false);
    expect(judged.comparison?.slots.every((slot) => slot.verdict === 'found')).toBe(true);
    expect(judged.comparison?.isExact).toBe(false);
  });

  it('a question about just what the text leaves open is right', () => {
    const gold = { ...goldPlan, schedule_note: 'hour not stated' };
    const draft = { ...goldPlan, outcome: undefined, schedule: null };
    const right = judge(gold, asks(['schedule'], { draft }));
    expect([right.isOutcomeRight, right.comparison?.isExact]).toEqual([true, true]);
    const more = judge(gold, asks(['schedule', 'keys'], { draft }));
    expect([more.isOutcomeRight, more.comparison?.isExact]).toEqual([false, false]);
  });

  it('an error finds nothing', () => {
    const judged = judge(goldPlan, null);
    expect(judged.isOutcomeRight).toBe(false);
    expect(judged.comparison?.slots.some((slot) => slot.verdict === 'found')).toBe(false);
  });
});

describe('a question is due', () => {
  it('one right topic is enough', () => {
    expect(judge(goldQuestion, asks(['keys', 'target'])).isRightQuestion).toBe(true);
    expect(judge(goldQuestion, asks(['target'])).isRightQuestion).toBe(false);
    expect(judge(goldQuestion, goldPlan).isRightQuestion).toBe(false);
  });

  it('what is understood is counted, objects that are null are not', () => {
    const understood = {
      sources: [{ type: 'mysql', object: 'orders' }],
      targets: [{ type: 'postgresql', object: null }],
      cron: '0 06 * * *',
    };
    expect(judge(goldQuestion, asks(['keys'], { understood })).understood).toEqual({
      found: 3,
      all: 5,
    });
  });
});

describe('the figures', () => {
  it('tell precision and recall of questions, exact plans and errors', () => {
    const report = reportPipelines([
      judge(goldPlan, goldPlan),
      judge(goldPlan, { ...goldPlan, write_mode: 'append' }),
      judge(goldPlan, asks(['keys'])),
      judge(goldPlan, null),
      judge(goldQuestion, asks(['keys'])),
      judge(goldQuestion, goldPlan),
    ]);
    expect(report.plans).toEqual({ plans: 4, exact_core: 0.25, exact_all: 0.25 });
    expect(report.clarification).toMatchObject({ due: 2, recall: 0.5, precision: 0.5 });
    expect(report.outcome_accuracy).toBe(0.5);
    expect([report.cases, report.errors]).toEqual([6, 1]);
    expect(report.slots.write_mode).toMatchObject({ found: 1, missing: 3, extra: 1 });
    expect(report.core).toMatchObject({ found: 13, missing: 15, extra: 1, recall: 0.4643 });
    expect(report.cron_exact).toBe(0.5);
  });
});
