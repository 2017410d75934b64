import { z } from 'zod';

/** Values nobody listed are compared as plain text, so nothing here is an enum that fails. */
const name = z.string();
const nullableName = z.string().nullish();
const value = z.unknown();

const Endpoint = z.looseObject({
  type: name.nullish(),
  object: nullableName,
  /** `quarantine` on the target of rejected rows. */
  role: z.string().optional(),
});

const Operation = z.looseObject({ op: name });

const CheckSlot = z.looseObject({
  rule: name,
  column: z.union([z.string(), z.array(z.string())]).nullish(),
});

const Notification = z.looseObject({ channel: name, to: nullableName, on: name });

/** What a plan holds; what is left out is as if empty. */
const Draft = z.looseObject({
  sources: z.array(Endpoint).default([]),
  targets: z.array(Endpoint).default([]),
  operations: z.array(Operation).default([]),
  write_mode: nullableName,
  keys: z.array(z.string()).default([]),
  load: z.looseObject({ mode: name, column: nullableName }).nullish(),
  schedule: z
    .looseObject({
      kind: name,
      cron: nullableName,
      timezone: nullableName,
      cron_accept: z.array(z.string()).optional(),
    })
    .nullish(),
  checks: z.array(CheckSlot).default([]),
  notifications: z.array(Notification).default([]),
  cdc_ops: z.array(z.string()).optional(),
  on_fail: nullableName,
  retries: z.record(z.string(), value).optional(),
  batch: z.record(z.string(), value).optional(),
  parse: z.record(z.string(), value).optional(),
  accept_write_modes: z.array(z.string()).optional(),
  accept_timezones: z.array(z.string()).optional(),
});

const Plan = Draft.extend({ outcome: z.literal('plan') });

/** What is understood although a question is open. */
const Understood = z.looseObject({
  sources: z.array(Endpoint).optional(),
  targets: z.array(Endpoint).optional(),
  write_mode: nullableName,
  cron: nullableName,
});

const Clarify = z.looseObject({
  outcome: z.literal('clarify'),
  ask_about: z.array(z.string()).default([]),
  why: z.string().optional(),
  understood: Understood.default({}),
  /** Predictions only: the plan as far as it is known. */
  draft: Draft.optional(),
});

/** Gold and predicted answers have one shape. */
export const Expect = z.discriminatedUnion('outcome', [Plan, Clarify]);

export const PipelineCase = z.looseObject({
  id: z.string(),
  lang: z.string().default('en'),
  description: z.string(),
  expect: Expect,
});

export type Expect = z.infer<typeof Expect>;
/** A plan without its outcome: gold's, a predicted one, or as far as it is known beside a question. */
export type PlanDraft = z.infer<typeof Draft>;
export type ExpectedPlan = z.infer<typeof Plan>;
export type ExpectedClarify = z.infer<typeof Clarify>;
export type ExpectedEndpoint = z.infer<typeof Endpoint>;
export type ExpectedOperation = z.infer<typeof Operation>;
export type PipelineCase = z.infer<typeof PipelineCase>;
