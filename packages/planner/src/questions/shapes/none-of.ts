import type { Test } from '../form.ts';
import { contrary } from '../states/contrary.ts';

/**
 * What none of several rows may be, where a test is a negation: "never late", "no visit this month". Of one row the
 * negation is said of the row itself, of several it is of all of them. null: the test negates nothing.
 */
export function refuted(test: Test): Test | null {
  switch (test.kind) {
    case 'held':
    case 'like':
    case 'own':
    case 'time':
      return test.negated ? { ...test, negated: false } : null;
    case 'all': {
      const [one, ...more] = test.tests;
      if (!test.negated || one === undefined) return null;
      return more.length === 0 ? one : { ...test, negated: false };
    }
    case 'compare':
    case 'between':
    case 'null':
    case 'flag':
    case 'exists':
    case 'any':
    case 'apart':
    case 'only':
      return null;
  }
}

/** "only": the test for all of several rows, where it is one of single rows. */
export function allRows(test: Test): Test {
  switch (test.kind) {
    case 'held':
    case 'like':
    case 'own':
    case 'time':
    case 'null':
    case 'flag':
      return { kind: 'only', tests: [test] };
    case 'compare':
      return test.left.kind === 'column' ? { kind: 'only', tests: [test] } : test;
    case 'all':
    case 'between':
    case 'exists':
    case 'any':
    case 'apart':
    case 'only':
      return test;
  }
}

/** A test of rows at hand: the negation of one test is its contrary. */
export function plainTest(test: Test): Test {
  const [one, ...more] = test.kind === 'all' && test.negated ? test.tests : [];
  return one === undefined || more.length > 0 ? test : contrary(one);
}

/** "only book suites": tests that all rows pass, and at least one; null for other tests. */
export function onlyTests(test: Test): { readonly some: Test; readonly none: Test } | null {
  const [some] = test.kind === 'only' ? test.tests : [];
  return some === undefined ? null : { some, none: contrary(some) };
}
