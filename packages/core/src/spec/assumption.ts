import { z } from 'zod';

/** A default that the words did not say: shown, so that nobody is surprised. */
export const Assumption = z.strictObject({
  /** Where in the spec: `targets.0.write.mode`. */
  path: z.string(),
  value: z.string(),
  because: z.string(),
  alternatives: z.array(z.string()).default([]),
});

export type Assumption = z.infer<typeof Assumption>;
