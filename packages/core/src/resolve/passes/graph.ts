import { didYouMean, joinWords } from '../../nearest-names.ts';
import type { PipelineSpec } from '../../spec/pipeline-spec.ts';
import { topologicalOrder } from '../topological-order.ts';
import type { Pass } from './pass.ts';

/** Ids of sources, steps and targets share one space, since they become task ids. */
export const uniqueIds: Pass = ({ spec, findings }) => {
  const report = (ids: readonly (readonly [path: string, id: string])[], what: string): void => {
    const seen = new Map<string, string>();
    for (const [path, id] of ids) {
      const first = seen.get(id);
      if (first === undefined) seen.set(id, path);
      else
        findings.add(
          'DUPLICATE_ID',
          path,
          `The ${what} "${id}" is taken by ${first}.`,
          'choose another',
        );
    }
  };
  report(
    [
      ...spec.sources.map(({ id }, index) => [`sources.${index}.id`, id] as const),
      ...spec.steps.map(({ id }, index) => [`steps.${index}.id`, id] as const),
      ...spec.targets.map(({ id }, index) => [`targets.${index}.id`, id] as const),
    ],
    'id',
  );
  report(
    spec.checks.map(({ id }, index) => [`checks.${index}.id`, id] as const),
    'check id',
  );
  report(
    spec.params.map(({ name }, index) => [`params.${index}.name`, name] as const),
    'parameter',
  );
};

/** Every input names a source or step, and a join reads two different ones. */
export const inputsExist: Pass = ({ spec, findings }) => {
  const readable = readableIds(spec);
  const targets = new Set(spec.targets.map((target) => target.id));
  const check = (path: string, id: string): void => {
    if (readable.has(id)) return;
    const message = targets.has(id)
      ? `"${id}" is a target; only sources and steps can be read.`
      : `There is no source or step "${id}".`;
    const known =
      readable.size === 0 ? undefined : `there are ${joinWords([...readable].slice(0, 20), 'and')}`;
    findings.add('UNKNOWN_INPUT', path, message, didYouMean(id, readable) ?? known);
  };
  for (const [index, step] of spec.steps.entries()) {
    for (const [place, id] of step.inputs.entries()) check(`steps.${index}.inputs.${place}`, id);
    if (step.op === 'join' && step.inputs[0] === step.inputs[1]) {
      findings.add(
        'INPUT_COUNT',
        `steps.${index}.inputs`,
        `The join "${step.id}" reads "${step.inputs[0] ?? ''}" twice, so its columns could not be told apart.`,
        'add a second source, or a select step, with an id of its own',
      );
    }
  }
  for (const [index, target] of spec.targets.entries())
    check(`targets.${index}.input`, target.input);
};

/** Steps form no cycle. */
export const noCycles: Pass = ({ spec, findings }) => {
  const { cyclic } = topologicalOrder(spec.steps);
  for (const [index, step] of spec.steps.entries()) {
    if (!cyclic.has(step.id)) continue;
    findings.add(
      'CYCLE',
      `steps.${index}.inputs`,
      `The step "${step.id}" depends on itself, through ${joinWords([...cyclic].slice(0, 10), 'and')}.`,
      'make one of them read an earlier node',
    );
  }
};

/** Something is read, something is written, and nothing is read in vain. */
export const everythingUsed: Pass = ({ spec, findings }) => {
  if (spec.sources.length === 0) {
    findings.add('NO_SOURCE', 'sources', 'The pipeline reads nothing.', 'add a source');
  }
  if (spec.targets.length === 0) {
    findings.add('NO_TARGET', 'targets', 'The pipeline writes nothing.', 'add a target');
  }
  const read = new Set([
    ...spec.steps.flatMap((step) => step.inputs),
    ...spec.targets.map((target) => target.input),
    ...spec.checks.map((check) => check.on),
  ]);
  const report = (path: string, id: string): void => {
    if (read.has(id)) return;
    findings.add(
      'UNUSED_NODE',
      path,
      `Nothing reads "${id}".`,
      'remove it, or read it in a step or target',
    );
  };
  for (const [index, { id }] of spec.sources.entries()) report(`sources.${index}`, id);
  for (const [index, { id }] of spec.steps.entries()) report(`steps.${index}`, id);
};

function readableIds(spec: PipelineSpec): ReadonlySet<string> {
  return new Set([...spec.sources, ...spec.steps].map((node) => node.id));
}
