import { z } from 'zod';
import { isMoment } from './moment.ts';

/** Fields that several contracts share. */

/** Any text is looked up: an id that cannot be one is simply not found. */
export const IdParam = z.string().min(1).max(128);

/** RFC 3339 in UTC. */
export const Timestamp = z.string().describe('RFC 3339, UTC');

const momentWording = 'must be an RFC 3339 time such as 2024-01-26T10:00:00Z';

/** A moment that somebody gives, in any offset. In UTC: PostgreSQL takes fewer offsets than RFC 3339. */
export const Moment = z.iso
  .datetime({ offset: true, abort: true, error: momentWording })
  .refine((text) => isMoment(Date.parse(text)), momentWording)
  .transform((text) => new Date(text).toISOString());

export const FailureInfo = z.object({
  code: z.string(),
  message: z.string(),
  details: z.array(z.object({ field: z.string(), error: z.string() })),
  retryable: z.boolean(),
});
