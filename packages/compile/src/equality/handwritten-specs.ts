import { expressionCase, type GoldenCase } from '../golden/golden-case.ts';

/** Specs of values that not every engine has: NaN is a number of PostgreSQL, DuckDB and pandas. */
export const handwrittenSpecs: readonly GoldenCase[] = [
  expressionCase(
    'nan-passes',
    "CAST(concat('Na', 'N') AS float64)",
    "CAST(concat('Na', 'N') AS float64) + id",
    "coalesce(CAST(concat('Na', 'N') AS float64), 1)",
    "CAST(concat('Na', 'N') AS float64) IS NULL",
  ),
];
