import type { PolicyIntent } from '../../ir/index.ts';
import { readRules } from '../pattern/rules.ts';
import { textOf } from '../../text/token.ts';
import { claim, endsClause, free, isMarkAt, type Reading } from '../reading.ts';
import { batchRules, retryRules } from './batch-rules.ts';

/** Reads and claims retries, and how a long load is cut. */
export function readRunRules(reading: Reading): PolicyIntent {
  const read = [...readRules(reading, retryRules), ...readRules(reading, batchRules)];
  const policy = read.reduce<PolicyIntent>((sum, one) => ({ ...one, ...sum }), {});
  const isCut = policy.batchSize !== undefined || policy.parallel !== undefined;
  return isCut && policy.chunkBy === undefined ? { ...policy, ...readPieces(reading) } : policy;
}

/** "by month, five workers": beside batches a mere unit says how the load is cut. */
function readPieces(reading: Reading): PolicyIntent {
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const unit = textOf(free(reading, at + 1), 'unit');
    const isClosed = endsClause(reading, at + 2) || isMarkAt(reading, at + 2, ',');
    if (!/^(?:by|per|по)$/u.test(free(reading, at)?.lower ?? '') || !isClosed) continue;
    if (!isChunk(unit)) continue;
    claim(reading, at, at + 2);
    return { chunkBy: unit };
  }
  return {};
}

type Chunk = NonNullable<PolicyIntent['chunkBy']>;

function isChunk(unit: string | undefined): unit is Chunk {
  return /^(?:hour|day|week|month|quarter|year)$/u.test(unit ?? '');
}
