import { isTimeZone, parseCron } from '@ai-etl/core';
import type {
  EndpointMention,
  Evidence,
  PlannerIR,
  ScheduleIntent,
  ZoneMention,
} from '../../ir/index.ts';
import type { PlannerContext } from '../../plan-types.ts';
import { findQuote } from '../find-quote.ts';
import type { ReadAnswer } from '../model-use.ts';
import { PipelineAnswer } from './pipeline-answer.ts';
import { citeCovered, openProblems, shorten, type Problems } from './problems.ts';
import { readEndpoint } from './read-endpoint.ts';
import { madeColumns, readOperation } from './read-operation.ts';

export interface PipelineReading {
  readonly text: string;
  readonly context: PlannerContext;
  /** What the built-in parser reads in the same words: none of its operations may just go missing. */
  readonly builtIn: PlannerIR;
}

/**
 * The guard of pipelines. An answer becomes PlannerIR only if each part is quoted from the person's own
 * words and names what is the caller's: table names, comments and values that talk a model into more
 * have no words to quote. Recipients are addresses the person wrote. Checks, parameters, retries
 * and how files are written are the built-in parser's. Problems are for the model.
 */
export function readPipeline(answer: unknown, reading: PipelineReading): ReadAnswer<PlannerIR> {
  const parsed = PipelineAnswer.safeParse(answer);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.map(String).join('.') || 'the object'}: ${message}`,
    );
    return { ok: false, problems };
  }
  const { text, context, builtIn } = reading;
  const problems = openProblems(text);
  const { data } = parsed;
  const endpoints = { problems, context };
  const columns = new Set([...columnNames(context), ...madeColumns(data.operations)]);
  const tables = tableNames(context);
  const ir: PlannerIR = {
    version: 1,
    language: data.language,
    sources: data.sources
      .map((one, at) => readEndpoint(one, { ...endpoints, side: 'source', path: `sources[${at}]` }))
      .map((one) => withOptions(one, builtIn.sources)),
    targets: [
      ...data.targets
        .map((one, at) =>
          readEndpoint(one, { ...endpoints, side: 'target', path: `targets[${at}]` }),
        )
        .map((one) => withOptions(one, builtIn.targets)),
      ...builtIn.targets.filter((one) => one.role !== undefined),
    ],
    operations: data.operations.map((one, at) =>
      readOperation(one, { problems, columns, tables, path: `operations[${at}]` }),
    ),
    write:
      data.write === null
        ? null
        : {
            mode: data.write.mode,
            keys: data.write.keys,
            evidence: [citeCovered(problems, 'write', data.write.quote)],
          },
    load:
      data.load === null
        ? null
        : {
            mode: data.load.mode,
            column: data.load.column,
            evidence: citeCovered(problems, 'load', data.load.quote),
          },
    schedule: readSchedule(data, problems),
    zone: readZone(data, problems),
    checks: builtIn.checks,
    onFail: builtIn.onFail,
    parsing: builtIn.parsing,
    notifications: data.notifications.map((one, at) => {
      const path = `notifications[${at}]`;
      if (one.to !== null && findQuote(text, one.to) === null) {
        problems.found.push(
          `${path}.to: the person did not write "${shorten(one.to)}"; null then.`,
        );
      }
      const { on, channel, to } = one;
      return { on, channel, to, evidence: citeCovered(problems, path, one.quote) };
    }),
    params: builtIn.params,
    policy: builtIn.policy,
    conflicts: data.conflicts.map(({ field, problem, quotes }, at) => ({
      field,
      problem,
      claims: quotes.map((one) => citeCovered(problems, `conflicts[${at}]`, one)),
    })),
    notes: [
      ...builtIn.notes.filter((one) => one.kind === 'sql'),
      ...data.not_expressed.map((one, at) => ({
        kind: 'operation' as const,
        evidence: citeCovered(problems, `not_expressed[${at}]`, one),
      })),
    ],
  };
  requireNothingDropped(builtIn, problems);
  return problems.found.length === 0
    ? { ok: true, value: ir }
    : { ok: false, problems: problems.found };
}

/** Delimiters, encodings, pages: said once of a system, and not asked of a model. */
function withOptions(end: EndpointMention, others: readonly EndpointMention[]): EndpointMention {
  const same = others.find((one) => one.system === end.system && one.role === undefined);
  return {
    ...end,
    ...(same?.options === undefined ? {} : { options: same.options }),
    ...(same?.columns === undefined ? {} : { columns: same.columns }),
  };
}

function columnNames({ connections }: PlannerContext): ReadonlySet<string> {
  const tables = connections.flatMap((one) => one.catalog?.tables ?? []);
  return new Set(tables.flatMap((one) => one.columns.map(({ name }) => name.toLowerCase())));
}

/** Folded names of all tables of the connections. */
export function tableNames({ connections }: PlannerContext): ReadonlySet<string> {
  const tables = connections.flatMap((one) => one.catalog?.tables ?? []);
  return new Set(tables.map(({ object }) => object.name.toLowerCase()));
}

function readSchedule({ schedule }: PipelineAnswer, problems: Problems): ScheduleIntent | null {
  if (schedule === null) return null;
  const evidence = [citeCovered(problems, 'schedule', schedule.quote)];
  switch (schedule.kind) {
    case 'manual':
    case 'streaming':
      return { kind: schedule.kind, evidence };
    case 'impossible':
      return {
        kind: 'impossible',
        problem: schedule.problem ?? 'No cron says that',
        nearest: [],
        evidence,
      };
    case 'cron': {
      const cron = schedule.cron ?? '';
      const parsed = parseCron(cron);
      if (!parsed.ok) problems.found.push(`schedule.cron: "${shorten(cron)}": ${parsed.message}.`);
      return { kind: 'cron', cron, hourStated: schedule.hour_stated, evidence };
    }
  }
}

function readZone({ zone }: PipelineAnswer, problems: Problems): ZoneMention | null {
  if (zone === null) return null;
  const evidence = citeCovered(problems, 'zone', zone.quote);
  return { zone: zone.name !== null && isTimeZone(zone.name) ? zone.name : null, evidence };
}

/**
 * A mask or a filter that was talked away would let more through than the person said: what the
 * built-in parser is sure to have read must be somewhere in the answer, if only as not expressed.
 */
function requireNothingDropped({ operations }: PlannerIR, { covered, found }: Problems): void {
  for (const { evidence } of operations) {
    if (evidence.text === '' || covered.some((one) => overlap(one, evidence))) continue;
    found.push(
      `the words "${shorten(evidence.text)}" are not accounted for: put them into operations, or into not_expressed.`,
    );
  }
}

function overlap(a: Evidence, b: Evidence): boolean {
  return a.start < b.end && b.start < a.end;
}
