import type { FastifySerializerCompiler } from 'fastify';
import { z } from 'zod';
import { InvariantError } from '@ai-etl/core';

/**
 * Answers are encoded by their schema: what the contract does not name never leaves (so a
 * secret added to a stored shape cannot leak), and what it promises is there, or it is a bug.
 */
export const serialiseResponse: FastifySerializerCompiler<z.ZodType> =
  ({ schema, method, url }) =>
  (data: unknown) => {
    const result = z.safeEncode(schema, data);
    if (result.success) return JSON.stringify(result.data);
    const where = result.error.issues.map((one) => `${one.path.join('.')}: ${one.message}`);
    throw new InvariantError(
      `Invariant broken: the answer of ${method} ${url} breaks its contract (${where.join('; ')})`,
    );
  };
