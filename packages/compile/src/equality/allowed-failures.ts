import type { EngineName } from './engines.ts';

/** Failures of runs that docs/concepts/semantics.md announces, by the words of the error. */
const allowed: readonly {
  readonly engine: EngineName;
  readonly words: RegExp;
  readonly because: string;
}[] = [
  {
    engine: 'sqlite',
    words: /no number|not a number|NaN/,
    because: 'SQLite has no NaN: a result that is none fails the run',
  },
  {
    engine: 'mysql',
    words: /the text is no float64/,
    because: 'MySQL has no NaN: a result that is none fails the run',
  },
  {
    engine: 'mysql',
    words: /years 1970 to 2038|at_time_zone|time zone/,
    because:
      'In MySQL at_time_zone knows the years 1970 to 2038, and fails the run outside of them',
  },
];

/** The sentence that allows it; undefined when nothing does. */
export function allowedFailure(engine: EngineName, message: string): string | undefined {
  return allowed.find((one) => one.engine === engine && one.words.test(message))?.because;
}
