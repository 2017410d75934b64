import type { ColumnMention, Form, Test } from '../form.ts';

/**
 * "Count the judges whose level is Trainee", and nothing is called judge: of the column there is one value, so the
 * rows that have it are counted.
 */
export function countOfOne(form: Form): Form {
  const [shown, ...more] = form.shows;
  if (shown?.kind !== 'measure' || shown.fn !== 'count' || shown.of?.kind !== 'column') return form;
  const { of } = shown;
  const isPlain = more.length === 0 && form.groups.length === 0 && form.frame === null;
  if (!isPlain || !form.tests.some((test) => holdsOne(test, of))) return form;
  return { ...form, shows: [{ ...shown, distinct: false, of: null }] };
}

function holdsOne(test: Test, { alternatives }: ColumnMention): boolean {
  const what = alternatives[0]?.what;
  if (test.kind === 'held')
    return (
      !test.negated &&
      test.values.length === 1 &&
      test.left.alternatives.some((one) => one.what === what)
    );
  if (test.kind !== 'compare' || test.op !== 'eq' || test.left.kind !== 'column') return false;
  return test.left.alternatives[0]?.what === what;
}
