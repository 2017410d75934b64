import type { ConditionIR, ExistsIR, MeasureIR } from './question-ir.ts';
import type { Extremes } from './measures/read-extremes.ts';
import type { ReadGroups } from './shape/read-groups.ts';
import type { ReadLimit } from './shape/read-limit.ts';
import type { ReadMost } from './shape/read-most.ts';
import type { ReadOrder } from './shape/read-order.ts';
import type { Shown } from './shape/read-shown.ts';

/** Everything that was read of a question, phrase by phrase. */
export interface Readings {
  readonly order: ReadOrder;
  readonly most: ReadMost | null;
  readonly limit: ReadLimit | null;
  readonly grouped: ReadGroups;
  readonly measures: readonly MeasureIR[];
  readonly extremes: Extremes;
  /** Text patterns, which are among the conditions too. */
  readonly patterns: readonly ConditionIR[];
  readonly conditions: readonly ConditionIR[];
  readonly exists: readonly ExistsIR[];
  /** The words ask for different values. */
  readonly distinct: boolean;
  readonly shown: Shown;
}
