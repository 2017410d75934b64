import { z } from 'zod';

/** When the pipeline runs by itself. Each (pipeline, logical time) runs once. */
export const Schedule = z.strictObject({
  /** Five fields: minute hour day-of-month month day-of-week. */
  cron: z.string().min(1).max(200),
  /** IANA name; cron fields are read in this zone. */
  timezone: z.string().min(1).max(64).default('UTC'),
  /** What happens to times missed while nothing ran: one run for the latest, each, or none. */
  catchup: z.enum(['latest', 'all', 'none']).default('latest'),
});

export type Schedule = z.infer<typeof Schedule>;
