import { printTable } from '../../report/table.ts';
import type { JudgedQuestion } from '../judge-question.ts';
import { differences, differencesOf, type Difference } from './differences.ts';

/** What became of a question that is not right. */
type ErrorKind = Difference | (typeof others)[number];

const others = [
  'the same parts',
  'columns in another order',
  'declined',
  'does not run',
  'answered, must not be',
] as const;

interface ErrorFigures {
  /** Failures that differ in this. */
  readonly failures: number;
  /** Of these, those that differ in nothing else. */
  readonly alone: number;
  readonly by_difficulty: Readonly<Record<string, number>>;
}

/** Figures only, by kind of error; a failure is counted with each of its kinds. */
export interface ErrorReport {
  readonly failures: number;
  readonly kinds: Readonly<Partial<Record<ErrorKind, ErrorFigures>>>;
  /** Wrong answers by in how many parts they differ: how near they are. */
  readonly by_parts: Readonly<Record<'1' | '2' | '3' | '4 or more', number>>;
}

/** Groups questions that are not right by the parts in which the answer differs from gold. */
export function reportErrors(failures: readonly JudgedQuestion[]): ErrorReport {
  const told = failures.map((one) => ({ difficulty: one.gold.difficulty, kinds: kindsOf(one) }));
  const kinds = [...differences, ...others].flatMap((kind) => {
    const having = told.filter((one) => one.kinds.includes(kind));
    if (having.length === 0) return [];
    const groups = [...Map.groupBy(having, (one) => one.difficulty)];
    const figures: ErrorFigures = {
      failures: having.length,
      alone: having.filter((one) => one.kinds.length === 1).length,
      by_difficulty: Object.fromEntries(groups.map(([name, group]) => [name, group.length])),
    };
    return [[kind, figures] as const];
  });
  return {
    failures: failures.length,
    kinds: Object.fromEntries(kinds),
    by_parts: byParts(told.map((one) => one.kinds.filter(isDifference).length)),
  };
}

function isDifference(kind: ErrorKind): kind is Difference {
  return differences.some((one) => one === kind);
}

function byParts(counts: readonly number[]): ErrorReport['by_parts'] {
  const having = (number: number): number => counts.filter((one) => one === number).length;
  return {
    1: having(1),
    2: having(2),
    3: having(3),
    '4 or more': counts.filter((one) => one > 3).length,
  };
}

function kindsOf(judged: JudgedQuestion): readonly ErrorKind[] {
  const { gold, verdict, answer } = judged;
  if (verdict === 'declined') return ['declined'];
  if (gold.expected !== 'answer') return ['answered, must not be'];
  if (verdict === 'failed') return ['does not run'];
  if (judged.isRightInAnyColumnOrder) return ['columns in another order'];
  const found = answer.kind === 'sql' ? differencesOf(gold.sql, answer.sql) : [];
  return found.length === 0 ? ['the same parts'] : found;
}

const classes = ['easy', 'medium', 'hard', 'extra'];

/** For a person; the most frequent kind first. */
export function printErrorReport({ failures, kinds, by_parts: parts }: ErrorReport): string {
  const rows = Object.entries(kinds)
    .toSorted(([, one], [, other]) => other.failures - one.failures)
    .map(([kind, one]) => [
      kind,
      one.failures,
      one.alone,
      ...classes.map((name) => one.by_difficulty[name] ?? 0),
    ]);
  return [
    `${failures} not right, by what differs from gold; one may be in several lines`,
    '',
    printTable(['difference', 'failures', 'alone', ...classes], rows),
    '',
    `wrong answers by parts that differ: ${Object.entries(parts)
      .map(([number, count]) => `${number}: ${count}`)
      .join('; ')}`,
  ].join('\n');
}
