import { calibrate, type ConfidenceBin } from '../report/calibration.ts';
import { quantile, ratio, roundMs } from '../report/statistics.ts';
import { printTable } from '../report/table.ts';
import type { JudgedQuestion, Verdict } from './judge-question.ts';

/** How a class of questions was answered. */
interface ClassFigures {
  readonly asked: number;
  readonly right: number;
  readonly wrong: number;
  readonly declined: number;
  /** Answered with SQL that does not run in time. */
  readonly failed: number;
  /** right / asked */
  readonly accuracy: number | null;
}

/** Figures only: no question, query or value. */
export interface SqlReport {
  readonly suite: string;
  readonly split: string;
  readonly databases: number;
  /** Questions that have an answer, and whose gold query runs. */
  readonly answerable: ClassFigures;
  /** The same, with columns in any order. */
  readonly accuracy_any_column_order: number | null;
  readonly by_difficulty: Readonly<Record<string, ClassFigures>>;
  readonly by_language: Readonly<Record<string, ClassFigures>>;
  /** By what it takes to answer, where the suite tells; a question counts with each of its tags. */
  readonly by_tag: Readonly<Record<string, { readonly asked: number; readonly right: number }>>;
  /** Questions that must not be answered: `right` of `asked` were declined. */
  readonly must_decline: {
    readonly asked: number;
    readonly right: number;
    readonly accuracy: number | null;
    readonly by_kind: Readonly<Record<string, { asked: number; right: number }>>;
  };
  /** Of what was answered with SQL: its confidence, and how much of it is right. */
  readonly calibration: readonly ConfidenceBin[];
  /** Gold queries that fail, take too long, or whose database is missing. */
  readonly left_out: number;
  /** Per question, without running any query. */
  readonly answer_ms: { readonly median: number; readonly p95: number };
}

export interface ReportRequest {
  readonly suite: string;
  readonly split: string;
  readonly judged: readonly JudgedQuestion[];
}

export function reportSql({ suite, split, judged }: ReportRequest): SqlReport {
  const known = judged.filter((one) => one.verdict !== 'left_out');
  const answerable = known.filter((one) => one.gold.expected === 'answer');
  const others = known.filter((one) => one.gold.expected !== 'answer');
  const times = known.map((one) => one.answerMs);
  const isDeclined = (one: JudgedQuestion): boolean => one.verdict === 'declined';
  return {
    suite,
    split,
    databases: new Set(known.map((one) => one.gold.database)).size,
    answerable: figures(answerable),
    accuracy_any_column_order: ratio(
      answerable.filter((one) => one.isRightInAnyColumnOrder).length,
      answerable.length,
    ),
    by_difficulty: byClass(answerable, (one) => one.gold.difficulty),
    by_language: byClass(answerable, (one) => one.gold.language),
    by_tag: byTag(answerable),
    must_decline: {
      asked: others.length,
      right: others.filter(isDeclined).length,
      accuracy: ratio(others.filter(isDeclined).length, others.length),
      by_kind: Object.fromEntries(
        [...Map.groupBy(others, (one) => one.gold.expected)].map(([kind, group]) => [
          kind,
          { asked: group.length, right: group.filter(isDeclined).length },
        ]),
      ),
    },
    calibration: calibrate(
      known.flatMap(({ answer, verdict }) =>
        answer.kind === 'sql'
          ? [{ confidence: answer.confidence, isRight: verdict === 'right' }]
          : [],
      ),
    ),
    left_out: judged.length - known.length,
    answer_ms: { median: roundMs(quantile(times, 0.5)), p95: roundMs(quantile(times, 0.95)) },
  };
}

const classOrder = ['easy', 'medium', 'hard', 'extra'];

function byClass(
  judged: readonly JudgedQuestion[],
  classOf: (one: JudgedQuestion) => string,
): Readonly<Record<string, ClassFigures>> {
  const groups = [...Map.groupBy(judged, classOf)];
  return Object.fromEntries(
    groups
      .toSorted(([a], [b]) => classOrder.indexOf(a) - classOrder.indexOf(b))
      .map(([name, group]) => [name, figures(group)]),
  );
}

function byTag(judged: readonly JudgedQuestion[]): SqlReport['by_tag'] {
  const tags = [...new Set(judged.flatMap((one) => one.gold.tags))].toSorted();
  return Object.fromEntries(
    tags.map((tag) => {
      const { asked, right } = figures(judged.filter((one) => one.gold.tags.includes(tag)));
      return [tag, { asked, right }];
    }),
  );
}

function figures(judged: readonly JudgedQuestion[]): ClassFigures {
  const count = (verdict: Verdict): number =>
    judged.filter((one) => one.verdict === verdict).length;
  return {
    asked: judged.length,
    right: count('right'),
    wrong: count('wrong'),
    declined: count('declined'),
    failed: count('failed'),
    accuracy: ratio(count('right'), judged.length),
  };
}

/** For a person. */
export function printSqlReport(report: SqlReport): string {
  const row = (name: string, one: ClassFigures) => [
    name,
    one.asked,
    one.right,
    one.wrong,
    one.declined,
    one.failed,
    one.accuracy,
  ];
  const rows = [
    ...Object.entries(report.by_difficulty).map(([name, one]) => row(name, one)),
    ...Object.entries(report.by_language).map(([name, one]) => row(`language ${name}`, one)),
    row('all', report.answerable),
  ];
  const { must_decline: must, answer_ms: ms } = report;
  const calibration = report.calibration
    .map((bin) => `${bin.from}-${bin.to}: ${bin.accuracy ?? '-'} of ${bin.answers}`)
    .join('; ');
  return [
    `${report.suite}, split ${report.split}: ${report.databases} databases, ${report.left_out} questions left out`,
    '',
    printTable(['class', 'asked', 'right', 'wrong', 'declined', 'failed', 'accuracy'], rows),
    '',
    `accuracy with columns in any order: ${report.accuracy_any_column_order ?? '-'}`,
    `must not be answered: ${must.right} of ${must.asked} declined`,
    `right by confidence: ${calibration === '' ? 'nothing was answered' : calibration}`,
    `answer: median ${ms.median} ms, p95 ${ms.p95} ms (no query run)`,
  ].join('\n');
}

/** A tag of fewer questions says little. */
const fewestTagged = 3;

/** For a person; null where the suite has no tags. The most frequent tag first. */
export function printTags({ by_tag: tags }: SqlReport): string | null {
  const rows = Object.entries(tags)
    .filter(([, one]) => one.asked >= fewestTagged)
    .toSorted(([, one], [, other]) => other.asked - one.asked)
    .map(([tag, one]) => [tag, one.asked, one.right]);
  return rows.length === 0 ? null : printTable(['tag', 'asked', 'right'], rows);
}
