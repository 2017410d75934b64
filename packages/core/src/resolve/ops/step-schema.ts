import { unreachable } from '../../errors/invariant.ts';
import type { Step } from '../../spec/steps/index.ts';
import type { WorkingSchema } from '../working-schema.ts';
import { aggregateRule } from './aggregate.ts';
import { castRule, deriveRule, renameRule, selectRule, windowRule } from './columns.ts';
import { filterRule } from './filter.ts';
import { joinRule } from './join.ts';
import { maskRule } from './mask.ts';
import type { RuleContext } from './op-rule.ts';
import { pivotRule, unpivotRule } from './reshape.ts';
import { dedupeRule, limitRule, sortRule } from './rows.ts';
import { sampleRule } from './sample.ts';
import { sqlRule } from './sql.ts';
import { unionRule } from './union.ts';

/** Output schema of a step, by the rule of its op; what is wrong goes to the context's findings. */
export function stepSchema(step: Step, context: RuleContext): WorkingSchema {
  switch (step.op) {
    case 'filter':
      return filterRule(step, context);
    case 'select':
      return selectRule(step, context);
    case 'rename':
      return renameRule(step, context);
    case 'cast':
      return castRule(step, context);
    case 'derive':
      return deriveRule(step, context);
    case 'join':
      return joinRule(step, context);
    case 'union':
      return unionRule(step, context);
    case 'aggregate':
      return aggregateRule(step, context);
    case 'dedupe':
      return dedupeRule(step, context);
    case 'sort':
      return sortRule(step, context);
    case 'limit':
      return limitRule(step, context);
    case 'window':
      return windowRule(step, context);
    case 'pivot':
      return pivotRule(step, context);
    case 'unpivot':
      return unpivotRule(step, context);
    case 'mask':
      return maskRule(step, context);
    case 'sample':
      return sampleRule(step, context);
    case 'sql':
      return sqlRule(step, context);
    default:
      return unreachable(step);
  }
}
