import { quantile, ratio, roundMs } from '../report/statistics.ts';
import { printTable } from '../report/table.ts';
import type { JudgedCase } from './score/judge-case.ts';
import { coreSlots, isCore, otherSlots, type SlotName } from './score/slot.ts';

/** How often slots of one kind were found. */
interface SlotFigures {
  readonly found: number;
  readonly missing: number;
  readonly extra: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

interface CaseFigures {
  readonly plans: number;
  /** Every core slot right and no core slot too many. */
  readonly exact_core: number | null;
  readonly exact_all: number | null;
}

/** Figures only. */
export interface PipelineReport {
  readonly cases: number;
  readonly errors: number;
  /** Plan where a plan is due, question where a question is due. */
  readonly outcome_accuracy: number | null;
  readonly plans: CaseFigures;
  readonly by_language: Readonly<Record<string, CaseFigures>>;
  readonly core: SlotFigures;
  readonly all: SlotFigures;
  /** Mean of the F1 of the slot kinds that occur in gold. */
  readonly slot_average: number | null;
  readonly slots: Readonly<Partial<Record<SlotName, SlotFigures>>>;
  /** Gold schedules with a cron: fires at the same times. */
  readonly cron_exact: number | null;
  readonly clarification: {
    readonly due: number;
    /** Questions that were due, asked about a right topic; of those due, and of all that were asked. */
    readonly recall: number | null;
    readonly precision: number | null;
    readonly understood_recall: number | null;
  };
  readonly answer_ms: { readonly median: number; readonly p95: number };
}

export function reportPipelines(judged: readonly JudgedCase[]): PipelineReport {
  const plans = judged.filter((one) => one.comparison !== null);
  const due = judged.filter((one) => one.isRightQuestion !== null);
  const asked = judged.filter((one) => one.predicted?.outcome === 'clarify');
  const rightQuestions = due.filter((one) => one.isRightQuestion === true);
  // A question about what a plan leaves open is right, although none was due.
  const fairQuestions = plans.filter(
    (one) => one.predicted?.outcome === 'clarify' && one.isOutcomeRight,
  );
  const understood = due.flatMap((one) => one.understood ?? []);
  const times = judged.map((one) => one.answerMs);
  const slots = figuresBySlot(plans);
  return {
    cases: judged.length,
    errors: judged.filter((one) => one.error !== null).length,
    outcome_accuracy: ratio(judged.filter((one) => one.isOutcomeRight).length, judged.length),
    plans: caseFigures(plans),
    by_language: Object.fromEntries(
      [...Map.groupBy(plans, (one) => one.item.lang)].map(([lang, group]) => [
        lang,
        caseFigures(group),
      ]),
    ),
    core: slotFigures(plans, isCore),
    all: slotFigures(plans, () => true),
    slot_average: average(Object.values(slots).filter((one) => one.found + one.missing > 0)),
    slots,
    cron_exact: cronExact(plans),
    clarification: {
      due: due.length,
      recall: ratio(rightQuestions.length, due.length),
      precision: ratio(rightQuestions.length + fairQuestions.length, asked.length),
      understood_recall: ratio(
        understood.reduce((sum, one) => sum + one.found, 0),
        understood.reduce((sum, one) => sum + one.all, 0),
      ),
    },
    answer_ms: { median: roundMs(quantile(times, 0.5)), p95: roundMs(quantile(times, 0.95)) },
  };
}

function caseFigures(plans: readonly JudgedCase[]): CaseFigures {
  const count = (field: 'isExact' | 'isExactCore'): number =>
    plans.filter((one) => one.comparison?.[field] === true).length;
  return {
    plans: plans.length,
    exact_core: ratio(count('isExactCore'), plans.length),
    exact_all: ratio(count('isExact'), plans.length),
  };
}

function slotFigures(
  plans: readonly JudgedCase[],
  counts: (name: SlotName) => boolean,
): SlotFigures {
  const slots = plans
    .flatMap((one) => one.comparison?.slots ?? [])
    .filter((one) => counts(one.name));
  const count = (verdict: string): number => slots.filter((one) => one.verdict === verdict).length;
  const [found, missing, extra] = [count('found'), count('missing'), count('extra')];
  return {
    found,
    missing,
    extra,
    precision: ratio(found, found + extra),
    recall: ratio(found, found + missing),
    f1: ratio(2 * found, 2 * found + missing + extra),
  };
}

function figuresBySlot(
  plans: readonly JudgedCase[],
): Readonly<Partial<Record<SlotName, SlotFigures>>> {
  return Object.fromEntries(
    [...coreSlots, ...otherSlots]
      .map((name) => [name, slotFigures(plans, (one) => one === name)] as const)
      .filter(([, one]) => one.found + one.missing + one.extra > 0),
  );
}

function cronExact(plans: readonly JudgedCase[]): number | null {
  const scheduled = plans.filter(
    ({ item: { expect } }) => expect.outcome === 'plan' && expect.schedule?.cron != null,
  );
  const right = scheduled.filter((one) =>
    one.comparison?.slots.some((slot) => slot.name === 'schedule' && slot.verdict === 'found'),
  );
  return ratio(right.length, scheduled.length);
}

function average(figures: readonly SlotFigures[]): number | null {
  const values = figures.map((one) => one.f1 ?? 0);
  return ratio(
    values.reduce((sum, one) => sum + one, 0),
    values.length,
  );
}

/** For a person. */
export function printPipelineReport(report: PipelineReport): string {
  const row = (name: string, one: SlotFigures) => [
    name,
    one.found,
    one.missing,
    one.extra,
    one.precision,
    one.recall,
    one.f1,
  ];
  const rows = [
    ...Object.entries(report.slots).map(([name, one]) => row(name, one)),
    row('core slots', report.core),
    row('all slots', report.all),
  ];
  const { plans, clarification: asked, answer_ms: ms } = report;
  const languages = Object.entries(report.by_language)
    .map(([name, one]) => `${name} ${one.exact_core ?? '-'} of ${one.plans}`)
    .join(', ');
  return [
    printTable(['slot', 'found', 'missing', 'extra', 'precision', 'recall', 'f1'], rows),
    '',
    `cases: ${report.cases} (${plans.plans} plans, ${asked.due} to be asked back), ${report.errors} errors`,
    `outcome right: ${report.outcome_accuracy ?? '-'}`,
    `exact plan: core ${plans.exact_core ?? '-'}, all ${plans.exact_all ?? '-'} (core by language: ${languages})`,
    `slot average (F1 over kinds of slot): ${report.slot_average ?? '-'}; cron exact: ${report.cron_exact ?? '-'}`,
    `clarification: recall ${asked.recall ?? '-'}, precision ${asked.precision ?? '-'}, understood ${asked.understood_recall ?? '-'}`,
    `answer: median ${ms.median} ms, p95 ${ms.p95} ms`,
  ].join('\n');
}
