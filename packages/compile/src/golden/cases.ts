import { aggregateCases } from './aggregate-cases.ts';
import { asofCases } from './asof-cases.ts';
import { expressionCases } from './expression-cases.ts';
import { foundCases } from './found-cases.ts';
import type { GoldenCase } from './golden-case.ts';
import { maskCases } from './mask-cases.ts';
import { reshapeCases } from './reshape-cases.ts';
import { stepCases } from './step-cases.ts';

/** Every golden case; names are file names. */
export const goldenCases: readonly GoldenCase[] = [
  ...expressionCases,
  ...stepCases,
  ...reshapeCases,
  ...maskCases,
  ...asofCases,
  ...aggregateCases,
  ...foundCases,
];
