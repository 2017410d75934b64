import { z } from 'zod';

/**
 * Where the work of a run can be done: by the source while its rows stream (`direct`), in a
 * scratch database of the run (`local`), or inside the server that is source and target
 * (`in_target`). See docs/concepts/routes.md.
 */
export const routes = ['direct', 'local', 'in_target'] as const;
export type Route = (typeof routes)[number];

/** How a run behaves under trouble, and how far it is verified. */
export const Policy = z.strictObject({
  retries: z.int().min(0).max(20).default(3),
  /** First pause between attempts; doubles each time. */
  retry_delay_seconds: z.int().min(0).max(3600).default(10),
  timeout_seconds: z.int().min(1).max(604_800).default(21_600),
  /** A run is stopped when no row moved for this long. */
  stall_seconds: z.int().min(5).max(86_400).default(300),
  max_active_runs: z.int().min(1).max(16).default(1),
  /** What the receipt compares: content checksums, row counts, or nothing. */
  verify: z.enum(['checksums', 'counts', 'off']).default('checksums'),
  /** Where the work runs; absent or `auto`: where the fewest bytes are moved. */
  route: z.enum(['auto', ...routes]).optional(),
});

export type Policy = z.infer<typeof Policy>;
