import { unreachable } from '../errors/invariant.ts';
import { joinWords } from '../nearest-names.ts';
import { describeCron } from '../time/describe-cron.ts';
import { describeObject } from '../types/object-name.ts';
import type { PipelineSpec } from './pipeline-spec.ts';
import type { Source } from './source.ts';
import type { Step } from './steps/index.ts';
import type { Target } from './target.ts';

/**
 * One English paragraph about what a pipeline does. `connectionNames` gives the names that
 * people know by connection id; without one the id is shown.
 */
export function describeSpec(
  spec: PipelineSpec,
  connectionNames: ReadonlyMap<string, string> = new Map(),
): string {
  const nameOf = (id: string): string => connectionNames.get(id) ?? id;
  const actions = [
    describeSources(spec.sources, nameOf),
    ...few(spec.steps.map(describeStep), 'more step'),
    ...few(describeTargets(spec.targets, nameOf), 'more target'),
  ].filter((action) => action !== '');
  const sentence = `${capitalise(joinWords(actions, 'and'))}.`;
  if (spec.schedule === undefined) return sentence;
  const { cron, timezone } = spec.schedule;
  return `${sentence} Runs ${describeCron(cron)} (${timezone}).`;
}

function describeSources(sources: readonly Source[], nameOf: (id: string) => string): string {
  const groups = Map.groupBy(sources, (source) => source.connection);
  const parts = [...groups].map(([connection, group]) => {
    const things = few(group.map(describeSource), 'more');
    return `${joinWords(things, 'and')} from ${nameOf(connection)}`;
  });
  return parts.length === 0 ? '' : `reads ${joinWords(parts, 'and')}`;
}

function describeSource({ object, path, incremental }: Source): string {
  const what = object === undefined ? (path ?? 'a query') : describeObject(object);
  return incremental === undefined ? what : `new rows of ${what} (by ${incremental.cursor})`;
}

/** What a step does, as the end of a sentence: "keeps rows where …". */
export function describeStep(step: Step): string {
  switch (step.op) {
    case 'filter':
      return `keeps rows where ${shorten(step.where)}`;
    case 'select':
      return `keeps ${count(step.columns.length, 'column')}`;
    case 'rename':
      return `renames ${listNames(step.columns.map((column) => column.from))}`;
    case 'cast':
      return `changes the type of ${listNames(step.columns.map((column) => column.name))}`;
    case 'derive':
      return `computes ${listNames(step.columns.map((column) => column.name))}`;
    case 'window':
      return `computes ${listNames(step.columns.map((column) => column.name))} over windows of rows`;
    case 'join':
      return `joins ${joinWords(step.inputs, 'and')} (${step.how})`;
    case 'union':
      return `stacks ${joinWords(few([...step.inputs], 'more'), 'and')}`;
    case 'aggregate': {
      const groups = step.group_by.map((group) => group.name);
      const by = groups.length === 0 ? '' : ` by ${listNames(groups)}`;
      return `computes ${listNames(step.measures.map((measure) => measure.name))}${by}`;
    }
    case 'dedupe':
      return step.keys.length === 0
        ? 'removes repeated rows'
        : `keeps the ${step.keep} row of each ${listNames(step.keys)}`;
    case 'sort':
      return `sorts by ${listNames(step.by.map((key) => shorten(key.by)))}`;
    case 'limit':
      return `keeps ${step.count} rows`;
    case 'pivot':
      return `turns values of ${step.column} into columns`;
    case 'unpivot':
      return `turns ${listNames(step.columns)} into rows`;
    case 'mask':
      return `masks ${listNames(step.columns.map(({ name, kind }) => name ?? `columns of kind ${kind ?? ''}`))}`;
    case 'sample':
      return `keeps a sample of ${Number((step.fraction * 100).toFixed(2))} %`;
    case 'sql':
      return 'runs SQL';
    default:
      return unreachable(step);
  }
}

function describeTargets(
  targets: readonly Target[],
  nameOf: (id: string) => string,
): readonly string[] {
  const groups = Map.groupBy(targets, ({ connection, write }) =>
    JSON.stringify([
      connection,
      write.mode,
      write.mode === 'merge' || write.mode === 'scd2' ? write.keys : [],
    ]),
  );
  return [...groups.values()].map((group) => {
    const [first] = group;
    if (first === undefined) return '';
    const names = group.map(({ object, path }) => (object ? describeObject(object) : (path ?? '')));
    return `${verb(first, joinWords(few(names, 'more'), 'and'))} in ${nameOf(first.connection)}`;
  });
}

function verb({ write }: Target, names: string): string {
  switch (write.mode) {
    case 'replace':
      return `replaces ${names}`;
    case 'append':
      return `appends to ${names}`;
    case 'merge':
      return `merges into ${names} by ${listNames(write.keys)}`;
    case 'scd2':
      return `keeps the history of ${names} by ${listNames(write.keys)}`;
  }
}

/** At most five; the rest as a number. */
function few(items: readonly string[], rest: string): string[] {
  if (items.length <= 5) return [...items];
  const more = items.length - 4;
  return [...items.slice(0, 4), rest === 'more' ? `${more} more` : `takes ${count(more, rest)}`];
}

function listNames(names: readonly string[]): string {
  return joinWords(few(names, 'more'), 'and');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function capitalise(text: string): string {
  return text === '' ? 'Does nothing' : text.slice(0, 1).toUpperCase() + text.slice(1);
}
