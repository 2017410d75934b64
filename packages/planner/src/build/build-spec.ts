import {
  AiEtlError,
  parseSpec,
  type ObjectName,
  type PipelineSpec,
  type PipelineSpecInput,
} from '@ai-etl/core';
import type { EndpointMention, PlannerIR } from '../ir/index.ts';
import type { Findings } from '../link/findings.ts';
import { linkConnection } from '../link/link-connection.ts';
import { findHolders } from '../link/find-holders.ts';
import { targetPaths } from '../files/target-paths.ts';
import type { PlannerConnection, PlannerContext } from '../plan-types.ts';
import type { Branch, BuiltBranch, SourceInput, TargetInput } from './branch.ts';
import { buildChecks } from './build-checks.ts';
import { buildNotifications, reportNotes } from './build-notes.ts';
import { buildSchedule } from './build-schedule.ts';
import { buildSteps } from './build-steps.ts';
import {
  chooseCursor,
  chooseKeys,
  chooseMode,
  outputColumn,
  reportLoad,
  type Mode,
} from './build-write.ts';
import { linkBranches, type LinkedEnd } from './link-branches.ts';
import { namePipeline } from './name-pipeline.ts';
import { createNodeIds } from './node-id.ts';
import { rejectedTargets } from './rejected-targets.ts';
import { reportOptions } from './report-options.ts';
import type { RowsApart } from './set-apart.ts';
import { settleLoad } from './settle-load.ts';
import { settleFilters } from './settle-filters.ts';
import { nameTargets } from './target-object.ts';

/** Words already read, and what they are linked to. */
export interface SpecRequest {
  readonly text: string;
  readonly ir: PlannerIR;
  readonly context: PlannerContext;
  readonly findings: Findings;
}

/**
 * From words to a spec that is valid in shape; doubts go to the findings. Throws VALIDATION_ERROR
 * when it would be larger than a spec may be.
 */
export function buildSpec(asked: SpecRequest): PipelineSpec {
  const { text, context, findings } = asked;
  const ends = linkEnds(asked);
  const nextId = createNodeIds();
  const branches = linkBranches(asked.ir, ends.sources, { findings, nextId });
  const lookup = { ir: asked.ir, nextId, connections: context.connections };
  const built = buildSteps({
    branches,
    operations: settleFilters(asked.ir, findings),
    findings,
    zone: asked.ir.zone?.zone ?? context.defaults?.timezone ?? 'UTC',
    parsing: asked.ir.parsing,
    values: context.values ?? [],
    lookup,
  });
  const ir = settleLoad(asked.ir, built, findings);
  const request = { ...asked, ir };
  const isWritten = !checksOnly(ir) && (built.length > 0 || ir.conflicts.length > 0);
  const mode = isWritten ? chooseMode(ir, built, findings) : null;
  const checks = buildChecks(ir, built, findings);
  const targets = buildTargets(request, { ends, built, mode, apart: checks.apart });
  const schedule = buildSchedule(ir, findings, context.defaults ?? {});
  reportLoad(ir, findings);
  reportOptions(ir, optionedEnds(ends), findings);
  reportNotes(ir, findings, built);
  const names = namePipeline({
    text,
    ir,
    built,
    sourceType: ends.sources[0]?.connection.type ?? null,
    targetType: ends.targets[0]?.connection.type ?? null,
  });
  const input: PipelineSpecInput = {
    version: 1,
    ...names,
    params: [...ir.params],
    sources: built.flatMap((one) => one.reads.map((read) => buildSource(request, one, read))),
    steps: [...built.flatMap((one) => [...one.steps]), ...checks.steps],
    targets,
    checks: [...checks.checks],
    ...(schedule === undefined ? {} : { schedule }),
    policy: policyOf(ir),
    notifications: buildNotifications(ir, findings),
    assumptions: findings.assumptions.slice(0, 500),
  };
  const parsed = parseSpec(input);
  if (parsed.ok) return parsed.spec;
  throw new AiEtlError(
    'VALIDATION_ERROR',
    'The description asks for more than a pipeline can hold.',
    {
      details: parsed.diagnostics.map(({ path, message }) => ({ field: path, error: message })),
    },
  );
}

interface Ends {
  readonly sources: readonly LinkedEnd[];
  readonly targets: readonly LinkedEnd[];
}

const nobody: EndpointMention = {
  system: null,
  place: [],
  container: null,
  objects: [],
  evidence: [],
};

function linkEnds({ ir, context, findings }: SpecRequest): Ends {
  const sources = orNobody(ir.sources).flatMap((mention, at): LinkedEnd[] => {
    const holders = preferOthers(findHolders(mention, context.connections), ir.targets);
    const linked = linkConnection({
      side: 'source',
      number: at + 1,
      mention,
      context,
      findings,
      holders,
    });
    return linked === null ? [] : [{ ...linked, mention }];
  });
  // Where rows that break a check go is named beside; what is only checked is written nowhere.
  const mentions = ir.targets.filter((one) => one.role !== 'quarantine');
  const written = checksOnly(ir) ? [] : orNobody(mentions);
  const targets = written.flatMap((mention, at): LinkedEnd[] => {
    const linked = linkConnection({ side: 'target', number: at + 1, mention, context, findings });
    return linked === null ? [] : [{ ...linked, mention }];
  });
  return { sources, targets };
}

/** "Check Postgres orders every morning": promises about rows that are written nowhere. */
function checksOnly({ checks, write, targets }: PlannerIR): boolean {
  return checks.length > 0 && write === null && targets.length === 0;
}

function optionedEnds({ sources, targets }: Ends): Parameters<typeof reportOptions>[1] {
  const of = (ends: readonly LinkedEnd[], isTarget: boolean) =>
    ends.map(({ connection, mention }) => ({
      connection,
      options: mention.options ?? {},
      isTarget,
    }));
  return [...of(sources, false), ...of(targets, true)];
}

/** After a first load the target holds the table too: what is moved comes from elsewhere. */
function preferOthers(
  holders: readonly PlannerConnection[],
  targets: readonly EndpointMention[],
): readonly PlannerConnection[] {
  const others = holders.filter((one) => targets.every((target) => target.system !== one.type));
  return others.length === 0 ? holders : others;
}

function orNobody(mentions: readonly EndpointMention[]): readonly EndpointMention[] {
  return mentions.length === 0 ? [nobody] : mentions;
}

function buildSource({ ir, findings }: SpecRequest, built: BuiltBranch, read: Branch): SourceInput {
  const { id, connection, table, path } = read;
  const { schema, name } = table.object;
  // New rows are those of the branch's own table, or of each that is stacked; what is joined is looked up whole.
  const isStacked = built.steps.some((step) => step.op === 'union');
  const isOwn = read === built.branch || isStacked;
  const cursor = isOwn ? chooseCursor(ir, built, findings) : null;
  return {
    id: `source_${id}`,
    connection: connection.id,
    ...(path === undefined
      ? { object: schema === undefined ? { name } : { schema, name } }
      : { path }),
    ...(cursor === null ? {} : { incremental: { cursor } }),
  };
}

interface TargetParts {
  readonly ends: Ends;
  readonly apart: readonly RowsApart[];
  readonly built: readonly BuiltBranch[];
  readonly mode: Mode | null;
}

function buildTargets(
  { ir, findings }: SpecRequest,
  { ends, built, mode, apart }: TargetParts,
): TargetInput[] {
  if (built.length === 0) return [];
  const nextId = createNodeIds();
  const keys = new Map(
    built.map((one) => [
      one.branch.id,
      chooseKeys({
        built: one,
        mode: mode ?? 'replace',
        named: ir.write?.keys ?? [],
        findings,
        alone: built.length === 1,
      }),
    ]),
  );
  const kept = new Map(apart.map((one) => [one.built, one.kept]));
  const main = ends.targets.flatMap(({ connection, usedWords, mention }) => {
    const request = { mention, connection, usedWords, branches: built, findings };
    const { root } = connection;
    const written = mode ?? 'replace';
    const paths = root === undefined ? null : targetPaths({ ...request, root, mode: written });
    const names = root === undefined ? nameTargets(request) : null;
    return built.map((one): TargetInput => {
      const { id, table } = one.branch;
      const object = names?.get(id) ?? table.object;
      const path = paths?.get(id);
      const own = keys.get(id) ?? [];
      const order =
        own.length > 0 ? own : one.rows.primaryKey.filter((name) => one.columns.includes(name));
      return {
        id: nextId(id),
        input: kept.get(one) ?? one.steps.at(-1)?.id ?? `source_${id}`,
        connection: connection.id,
        ...(path === undefined ? { object: withSchema(object) } : { path }),
        write: { mode: written, keys: [...own] },
        ...(path === undefined
          ? { layout: { order_by: [...order].slice(0, 16), ...partitionOf(mention, one) } }
          : {}),
      };
    });
  });
  const rejected = rejectedTargets({ ir, ends, apart, main, mode: mode ?? 'replace', findings });
  return [...main, ...rejected.map((target) => ({ ...target, id: nextId(target.id) }))];
}

function withSchema({ schema, name }: ObjectName): { schema?: string; name: string } {
  return schema === undefined ? { name } : { schema, name };
}

/** "one folder per region": columns by which the target is divided. */
function partitionOf(
  { options }: EndpointMention,
  built: BuiltBranch,
): { readonly partition_by?: string[] } {
  const named = options?.partitionBy ?? [];
  if (named.length === 0) return {};
  return { partition_by: named.map((name) => outputColumn(name, built) ?? name).slice(0, 8) };
}

function policyOf({ policy }: PlannerIR): NonNullable<PipelineSpecInput['policy']> {
  return {
    ...(policy.retries === undefined ? {} : { retries: policy.retries }),
    ...(policy.retryDelaySeconds === undefined
      ? {}
      : { retry_delay_seconds: Math.min(3600, policy.retryDelaySeconds) }),
    ...(policy.verify === undefined ? {} : { verify: policy.verify }),
  };
}
