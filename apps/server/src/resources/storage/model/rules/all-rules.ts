import { accessRules } from './access-pattern.ts';
import { growthRules } from './growth.ts';
import { latencyRules } from './latency.ts';
import { queryRules } from './query-types.ts';
import { retentionRules } from './retention.ts';
import type { Rule } from './rule.ts';
import { shapeRules } from './shape.ts';
import { sizeRules } from './size.ts';

/** In the order in which an answer names them. */
export const allRules: readonly Rule[] = [
  ...sizeRules,
  ...growthRules,
  ...accessRules,
  ...queryRules,
  ...latencyRules,
  ...retentionRules,
  ...shapeRules,
];
