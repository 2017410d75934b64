import type { PipelineSpec } from '../../spec/pipeline-spec.ts';
import type { Step, StepOf } from '../../spec/steps/index.ts';
import type { Target } from '../../spec/target.ts';
import { upstreamOf } from '../../spec/upstream.ts';
import type { Pass } from './pass.ts';

/**
 * Steps behind an incremental source see the rows of one run. Where that gives another result than
 * reading everything, it is refused; where it depends on what is meant, it is said. Steps that no
 * target reads, as checks and looks at a boundary have them, are about one run anyway.
 */
export const incrementalSound: Pass = ({ spec, findings, environment }) => {
  const cursors = spec.sources.filter((one) => one.incremental !== undefined).map(({ id }) => id);
  if (cursors.length === 0 || environment.fullRefresh === true) return;
  for (const [index, step] of spec.steps.entries()) {
    const problem = problemOf(step, { spec, cursors });
    if (problem === undefined) continue;
    const [code, message, hint] = problem;
    findings.add(code, `steps.${index}`, message, hint);
  }
};

interface Graph {
  readonly spec: PipelineSpec;
  /** Ids of the sources that are read incrementally. */
  readonly cursors: readonly string[];
}

type Problem = readonly ['INCREMENTAL_UNSOUND' | 'INCREMENTAL_PARTIAL', string, string];

function problemOf(step: Step, graph: Graph): Problem | undefined {
  const targets = targetsOf(step.id, graph.spec);
  if (targets.length === 0) return undefined;
  if (step.op === 'join') return problemOfJoin(step, graph);
  const source = cursorBehind(step.id, graph);
  if (source === undefined) return undefined;
  switch (step.op) {
    case 'limit':
      return [
        'INCREMENTAL_UNSOUND',
        `New rows of "${source}" that "${step.id}" leaves out are never read again.`,
        'remove it, or read the source whole',
      ];
    case 'aggregate':
    case 'pivot':
      return problemOfGroups(step, source, targets);
    case 'window':
      return [
        'INCREMENTAL_PARTIAL',
        `"${step.id}" ranks and adds up the new rows of "${source}" alone, not those of earlier runs.`,
        'read the source whole if the window should see every row',
      ];
    case 'sql':
      return [
        'INCREMENTAL_PARTIAL',
        `"${step.id}" is SQL of yours and sees the new rows of "${source}" alone; what it does with them is not looked into.`,
        'read the source whole if it groups, ranks or joins rows that come at different times',
      ];
    case 'union':
      return step.mode === 'distinct' ? problemOfTwins(step.id, source, targets) : undefined;
    case 'dedupe':
      return problemOfTwins(step.id, source, targets);
    default:
      return undefined;
  }
}

function problemOfTwins(
  id: string,
  source: string,
  targets: readonly Target[],
): Problem | undefined {
  if (!targets.some(({ write }) => write.mode === 'append')) return undefined;
  return [
    'INCREMENTAL_PARTIAL',
    `"${id}" compares the new rows of "${source}" with each other, not with those that were appended before.`,
    'merge by keys to have each row once',
  ];
}

function problemOfGroups(
  step: StepOf<'aggregate' | 'pivot'>,
  source: string,
  targets: readonly Target[],
): Problem | undefined {
  const overwritten = targets.find(({ write }) => write.mode !== 'append');
  if (overwritten !== undefined) {
    return [
      'INCREMENTAL_UNSOUND',
      `"${step.id}" groups the new rows of "${source}" alone, and "${overwritten.id}" would overwrite what earlier runs counted in the same groups.`,
      'read the source whole, or aggregate in a pipeline that reads the loaded rows',
    ];
  }
  return [
    'INCREMENTAL_PARTIAL',
    `"${step.id}" groups the new rows of "${source}" alone: each run appends its own part of a group.`,
    'add the parts up when reading, or read the source whole',
  ];
}

function problemOfJoin(step: StepOf<'join'>, graph: Graph): Problem | undefined {
  const [leftId = '', rightId = ''] = step.inputs;
  const [left, right] = [cursorBehind(leftId, graph), cursorBehind(rightId, graph)];
  if (left !== undefined && right !== undefined) {
    return [
      'INCREMENTAL_UNSOUND',
      `"${step.id}" joins new rows to new rows: pairs of which one side was read by an earlier run are lost.`,
      `read "${right}" whole`,
    ];
  }
  const partial = step.how === 'full' ? (left ?? right) : partnersOf(step.how, left, right);
  if (partial === undefined) return undefined;
  return [
    'INCREMENTAL_UNSOUND',
    `"${step.id}" would show rows as without a partner whose partner in "${partial}" was read by an earlier run.`,
    `read "${partial}" whole, or join the other way round`,
  ];
}

/** The incremental source whose missing rows would count as "no partner". */
function partnersOf(
  how: StepOf<'join'>['how'],
  left: string | undefined,
  right: string | undefined,
): string | undefined {
  switch (how) {
    case 'left':
    case 'anti':
    case 'asof':
      return right;
    case 'right':
      return left;
    case 'inner':
    case 'semi':
    case 'full':
      return undefined;
  }
}

function cursorBehind(id: string, { spec, cursors }: Graph): string | undefined {
  const upstream = upstreamOf(id, spec);
  return cursors.find((one) => upstream.has(one));
}

function targetsOf(id: string, spec: PipelineSpec): readonly Target[] {
  return spec.targets.filter(({ input }) => upstreamOf(input, spec).has(id));
}
