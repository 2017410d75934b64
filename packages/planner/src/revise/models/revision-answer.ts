import { z } from 'zod';
import { EndpointAnswer, OperationAnswer, quote } from '../../models/pipelines/pipeline-answer.ts';

/**
 * What a model answers for an instruction: RevisionIR as a model can write it. Each change quotes the
 * person's own words. All properties are required and objects closed, as strict structured output asks.
 */
const Change = z.union([
  z.strictObject({
    change: z.literal('operation'),
    operation: OperationAnswer,
    instead: z.boolean().describe('true: in the place of one like it that is there.'),
    was: z.array(z.string()).describe('Words for the one whose place it takes.'),
  }),
  z.strictObject({
    change: z.literal('remove'),
    quote,
    part: z.enum([
      'filter',
      'mask',
      'rename',
      'dedupe',
      'sort',
      'limit',
      'columns',
      'check',
      'notification',
      'schedule',
      'load',
    ]),
    names: z.array(z.string()).describe('Columns, values or addresses that tell which one.'),
  }),
  z.strictObject({
    change: z.literal('schedule'),
    quote,
    cron: z.string().nullable().describe('Five fields; null when only the time zone changes.'),
    states: z
      .enum(['time', 'days', 'all'])
      .describe('What the words name: only the hour, only the days, or both.'),
    zone: z.string().nullable().describe('IANA: Europe/Berlin; null when the words name none.'),
  }),
  z.strictObject({
    change: z.literal('write'),
    quote,
    mode: z.enum(['append', 'replace', 'merge', 'scd2']).nullable(),
    keys: z.array(z.string()),
  }),
  z.strictObject({
    change: z.literal('target'),
    target: EndpointAnswer,
    also: z.boolean().describe('true: beside the target that is there.'),
  }),
  z.strictObject({
    change: z.literal('notification'),
    quote,
    on: z.array(z.enum(['success', 'failure', 'check_failed'])),
    channel: z.enum(['email', 'slack', 'telegram', 'webhook']),
    to: z.string().nullable(),
    instead: z.boolean(),
  }),
  z.strictObject({ change: z.literal('name'), quote, name: z.string() }),
]);

export const RevisionAnswer = z.strictObject({
  changes: z.array(Change),
  not_expressed: z
    .array(z.string())
    .describe('Quotes of what the person wants and nothing above can say: joins, sums.'),
});

export type RevisionAnswer = z.infer<typeof RevisionAnswer>;
export type ChangeAnswer = RevisionAnswer['changes'][number];

const { $schema: _draft, ...json } = z.toJSONSchema(RevisionAnswer, { target: 'draft-7' });

/** The same for providers. */
export const revisionAnswerSchema = { name: 'revision', json } as const;
