import { z } from 'zod';

/**
 * Who hears about a run. `to` is an address for `email`, and for the other channels the id of a webhook
 * of that channel (`whk_…`), where its URL and secrets are; anything else tells nobody.
 */
export const Notification = z.strictObject({
  on: z.enum(['success', 'failure', 'check_failed']),
  channel: z.enum(['email', 'slack', 'telegram', 'webhook']),
  to: z.string().min(1).max(500),
});

export type Notification = z.infer<typeof Notification>;
