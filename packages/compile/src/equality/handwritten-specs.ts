import { expressionCase, type GoldenCase } from '../golden/golden-case.ts';

const withNan: GoldenCase['steps'][number] = {
  id: 'with_nan',
  op: 'derive',
  inputs: ['v'],
  columns: [
    {
      name: 'x',
      expression: "CASE WHEN id < 4 THEN CAST(concat('Na', 'N') AS float64) WHEN id < 9 THEN f END",
    },
  ],
};

function nanSorted(name: string, direction: 'asc' | 'desc', nulls: 'first' | 'last'): GoldenCase {
  return {
    name,
    steps: [
      withNan,
      {
        id: 'groups',
        op: 'aggregate',
        inputs: ['with_nan'],
        group_by: [{ name: 'x', expression: 'x' }],
        measures: [
          { name: 'n', expression: 'count(*)' },
          { name: 'total', expression: 'sum(x)' },
          { name: 'mean', expression: 'avg(x)' },
        ],
      },
      { id: 'sorted', op: 'sort', inputs: ['groups'], by: [{ by: 'x', direction, nulls }] },
      { id: 'top', op: 'limit', inputs: ['sorted'], count: 3 },
    ],
  };
}

/** Specs of NaN, which MySQL and SQLite have not. */
export const handwrittenSpecs: readonly GoldenCase[] = [
  expressionCase(
    'nan-passes',
    "CAST(concat('Na', 'N') AS float64)",
    "CAST(concat('Na', 'N') AS float64) + id",
    "coalesce(CAST(concat('Na', 'N') AS float64), 1)",
    "CAST(concat('Na', 'N') AS float64) IS NULL",
  ),
  nanSorted('nan-first', 'desc', 'last'),
  nanSorted('nan-behind-null', 'desc', 'first'),
  nanSorted('nan-last', 'asc', 'first'),
  {
    name: 'nan-numbered',
    steps: [
      withNan,
      {
        id: 'numbered',
        op: 'window',
        inputs: ['with_nan'],
        columns: [
          { name: 'place', expression: 'row_number() OVER (ORDER BY x DESC)' },
          { name: 'rank_', expression: 'rank() OVER (ORDER BY x NULLS FIRST)' },
          { name: 'same', expression: 'count(*) OVER (PARTITION BY x)' },
        ],
      },
      { id: 'once', op: 'dedupe', inputs: ['numbered'], keys: ['x'], order_by: [{ by: 'id' }] },
    ],
  },
];
