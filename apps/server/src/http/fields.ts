import { z } from 'zod';

/** Fields that several contracts share. */

/** Any text is looked up: an id that cannot be one is simply not found. */
export const IdParam = z.string().min(1).max(128);

/** RFC 3339 in UTC. */
export const Timestamp = z.string().describe('RFC 3339, UTC');

export const FailureInfo = z.object({
  code: z.string(),
  message: z.string(),
  details: z.array(z.object({ field: z.string(), error: z.string() })),
  retryable: z.boolean(),
});
