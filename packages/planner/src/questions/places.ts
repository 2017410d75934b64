import type { ColumnMention, Form, Measure, TableMention, Test } from './form.ts';

/** Where a form mentions a column. */
export interface Place {
  readonly mention: ColumnMention;
  /** The table whose rows are tested, where the mention stands in such a test. */
  readonly within: TableMention | null;
}

/** Every column mention of a form. */
export function columnPlaces(form: Form): readonly Place[] {
  return [
    ...form.shows.flatMap((show) => ofPart(show, null)),
    ...[...form.groups, ...(form.frame?.inner ?? [])].flatMap((group) => ofPart(group, null)),
    ...form.order.flatMap(({ by }) => ofPart(by, null)),
    ...gapParts(form).flatMap((part) => ofPart(part, null)),
    ...placesOfTests(form.tests, null),
  ];
}

function gapParts({ gap }: Form): readonly (ColumnMention | TableMention)[] {
  if (gap === null) return [];
  return gap.of === null ? [gap.moment] : [gap.moment, gap.of];
}

function placesOfTests(tests: readonly Test[], within: TableMention | null): Place[] {
  return tests.flatMap((test): Place[] => {
    switch (test.kind) {
      case 'any':
      case 'all':
      case 'only':
      case 'apart':
        return placesOfTests(test.tests, within);
      case 'exists':
        return [
          ...placesOfTests(test.tests, test.table),
          ...placesOfEnds(test),
          ...placesOfEvery(test),
        ];
      case 'compare': {
        const { right } = test;
        const hasColumn = right.kind === 'aggregate' || right.kind === 'column';
        const other = hasColumn && right.of !== null ? [right.of] : [];
        const per = right.kind === 'aggregate' && right.per !== undefined ? [right.per] : [];
        return [
          ...ofPart(test.left, within),
          ...other.map((mention) => ({ mention, within })),
          ...per.flatMap((group) => ofPart(group, within)),
        ];
      }
      case 'between':
      case 'like':
      case 'null':
      case 'held':
      case 'flag':
      case 'own':
      case 'time':
        return ofPart(test.left, within);
    }
  });
}

function placesOfEvery({ table, every }: Extract<Test, { kind: 'exists' }>): Place[] {
  if (every === undefined) return [];
  const of = every.of === null ? [] : ofPart(every.of, table);
  return [...of, ...placesOfTests(every.where, every.via)];
}

function placesOfEnds({ table, ends }: Extract<Test, { kind: 'exists' }>): Place[] {
  if (ends === undefined) return [];
  const of = ends.compared === null ? [] : ofPart(ends.compared.of, table);
  return [...ofPart(ends.moment, table), ...placesOfTests(ends.filters, table), ...of];
}

function ofPart(
  part: ColumnMention | TableMention | Measure,
  within: TableMention | null,
): Place[] {
  switch (part.kind) {
    case 'table':
      return [];
    case 'column': {
      const more = (part.reckoned ?? []).flatMap(({ right }) => ofPart(right, within));
      const since = part.derived?.kind === 'elapsed' ? part.derived.since : null;
      const begun = since === null ? [] : [{ mention: since, within }];
      return [{ mention: part, within }, ...begun, ...more];
    }
    case 'measure': {
      const of = part.of === null ? [] : ofPart(part.of, within);
      const right = part.reckoned === undefined ? [] : ofPart(part.reckoned.right, within);
      return [...of, ...placesOfTests(part.where ?? [], within), ...right];
    }
  }
}

/** Every table mention of a form, but for those of tests of rows elsewhere. */
export function tableMentions(form: Form): readonly TableMention[] {
  const ofParts = [
    ...form.shows,
    ...form.groups,
    ...(form.frame?.inner ?? []),
    ...form.order.map(({ by }) => by),
    ...gapParts(form),
  ].flatMap((part): TableMention[] => {
    if (part.kind === 'table') return part.of === undefined ? [part] : [part, part.of];
    if (part.kind === 'column') return [];
    const measures = part.reckoned === undefined ? [part] : [part, part.reckoned.right];
    return measures.flatMap(({ of }) => (of?.kind === 'table' ? [of] : []));
  });
  const ofTests = (tests: readonly Test[]): TableMention[] =>
    tests.flatMap((test): TableMention[] => {
      if (test.kind === 'exists') return [];
      if (
        test.kind === 'any' ||
        test.kind === 'all' ||
        test.kind === 'only' ||
        test.kind === 'apart'
      )
        return ofTests(test.tests);
      return (test.kind === 'compare' || test.kind === 'between') &&
        test.left.kind === 'measure' &&
        test.left.of?.kind === 'table'
        ? [test.left.of]
        : [];
    });
  return [...(form.entity === null ? [] : [form.entity]), ...ofParts, ...ofTests(form.tests)];
}
