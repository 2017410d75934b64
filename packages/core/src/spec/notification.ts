import { z } from 'zod';

/** Who hears about a run. */
export const Notification = z.strictObject({
  on: z.enum(['success', 'failure', 'check_failed']),
  channel: z.enum(['email', 'slack', 'telegram', 'webhook']),
  to: z.string().min(1).max(500),
});

export type Notification = z.infer<typeof Notification>;
