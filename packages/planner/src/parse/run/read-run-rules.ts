import type { PolicyIntent } from '../../ir/index.ts';
import { readRules } from '../pattern/rules.ts';
import type { Reading } from '../reading.ts';
import { batchRules, retryRules } from './batch-rules.ts';

/** Reads and claims retries, and how a long load is cut. */
export function readRunRules(reading: Reading): PolicyIntent {
  const read = [...readRules(reading, retryRules), ...readRules(reading, batchRules)];
  return read.reduce<PolicyIntent>((sum, one) => ({ ...one, ...sum }), {});
}
