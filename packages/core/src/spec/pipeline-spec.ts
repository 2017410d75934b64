import { z } from 'zod';
import { Assumption } from './assumption.ts';
import { Check } from './check.ts';
import { Notification } from './notification.ts';
import { Param } from './param.ts';
import { Policy } from './policy.ts';
import { Schedule } from './schedule.ts';
import { Source } from './source.ts';
import { Step } from './steps/index.ts';
import { Target } from './target.ts';

/** A pipeline, version 1: frozen, serialisable data. Everything else is derived from it. */
export const PipelineSpec = z.strictObject({
  version: z.literal(1),
  name: z.string().regex(/^[a-z][a-z0-9_]{0,127}$/, 'lower-case letters, digits and _'),
  description: z.string().max(2000).default(''),
  params: z.array(Param).max(100).default([]),
  sources: z.array(Source).max(500).default([]),
  steps: z.array(Step).max(1000).default([]),
  targets: z.array(Target).max(500).default([]),
  checks: z.array(Check).max(500).default([]),
  schedule: Schedule.optional(),
  policy: Policy.default({
    retries: 3,
    retry_delay_seconds: 10,
    timeout_seconds: 21_600,
    stall_seconds: 300,
    max_active_runs: 1,
    verify: 'checksums',
  }),
  notifications: z.array(Notification).max(50).default([]),
  assumptions: z.array(Assumption).max(500).default([]),
});

export type PipelineSpec = z.infer<typeof PipelineSpec>;
/** What a caller may write: defaults may be left out. */
export type PipelineSpecInput = z.input<typeof PipelineSpec>;
