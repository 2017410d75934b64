import { canonicalJson } from '../canonical-json.ts';
import { describeStep } from './describe-spec.ts';
import { Notification } from './notification.ts';
import type { PipelineSpec } from './pipeline-spec.ts';
import { Step } from './steps/index.ts';

/** One difference between two specs. */
export interface SpecChange {
  /** Nodes by their id, parameters by their name: `targets.orders.write.mode`. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** Undefined: it was not there. */
  readonly before: unknown;
  readonly after: unknown;
  /** For a person. */
  readonly text: string;
}

/**
 * What turns one spec into the other, in the order of the spec. Nodes are compared by id and
 * parameters by name, whatever their order; other lists as a whole. Empty: they mean the same.
 */
export function diffSpecs(before: PipelineSpec, after: PipelineSpec): readonly SpecChange[] {
  return Object.keys({ ...before, ...after }).flatMap((section) => {
    const [old, fresh]: readonly [unknown, unknown] = [
      Reflect.get(before, section),
      Reflect.get(after, section),
    ];
    const key = keyOf.get(section);
    if (key !== undefined)
      return diffNodes({ section, key, old: listOf(old), fresh: listOf(fresh) });
    if (section === 'notifications') return diffEntries(section, listOf(old), listOf(fresh));
    return diffValues(section, section, [old, fresh]);
  });
}

/** What identifies an entry of these lists. */
const keyOf: ReadonlyMap<string, 'id' | 'name'> = new Map([
  ['params', 'name'],
  ['sources', 'id'],
  ['steps', 'id'],
  ['targets', 'id'],
  ['checks', 'id'],
]);

const nouns: Readonly<Record<string, string>> = {
  params: 'parameter',
  sources: 'source',
  steps: 'step',
  targets: 'target',
  checks: 'check',
};

function diffNodes(lists: {
  readonly section: string;
  readonly key: 'id' | 'name';
  readonly old: readonly object[];
  readonly fresh: readonly object[];
}): readonly SpecChange[] {
  const { section, key } = lists;
  const byKey = (nodes: readonly object[]) =>
    new Map(nodes.map((node): [string, object] => [String(Reflect.get(node, key)), node]));
  const [old, fresh] = [byKey(lists.old), byKey(lists.fresh)];
  const noun = nouns[section] ?? section;
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((name) => {
    const [before, after] = [old.get(name), fresh.get(name)];
    const path = `${section}.${name}`;
    if (before === undefined) {
      const text = `Adds ${noun} ${name}${said(section, after)}.`;
      return [{ path, kind: 'added', before, after, text }];
    }
    if (after === undefined) {
      const text = `Removes ${noun} ${name}${said(section, before)}.`;
      return [{ path, kind: 'removed', before, after, text }];
    }
    return diffValues(path, `${noun} ${name}`, [before, after]);
  });
}

/** What a step does, in words; nothing for other nodes. */
function said(section: string, node: object | undefined): string {
  const step = section === 'steps' ? Step.safeParse(node) : null;
  return step?.success === true ? `: ${describeStep(step.data)}` : '';
}

/** Entries without a name: each that came or went. */
function diffEntries(
  path: string,
  old: readonly object[],
  fresh: readonly object[],
): readonly SpecChange[] {
  const textOf = (entry: object): string => canonicalJson(entry);
  const [before, after] = [old.map(textOf), fresh.map(textOf)];
  const gone = old.filter((entry) => !after.includes(textOf(entry)));
  const come = fresh.filter((entry) => !before.includes(textOf(entry)));
  return [
    ...gone.map((entry): SpecChange => ({
      path,
      kind: 'removed',
      before: entry,
      after: undefined,
      text: `No longer ${describeEntry(entry)}.`,
    })),
    ...come.map((entry): SpecChange => ({
      path,
      kind: 'added',
      before: undefined,
      after: entry,
      text: `Now ${describeEntry(entry)}.`,
    })),
  ];
}

function describeEntry(entry: object): string {
  const parsed = Notification.safeParse(entry);
  if (!parsed.success) return shown(entry);
  const { channel, to, on } = parsed.data;
  return `tells ${to} by ${channel} on ${on.replaceAll('_', ' ')}`;
}

/** Objects field by field, everything else as a whole. */
function diffValues(
  path: string,
  title: string,
  [before, after]: readonly [unknown, unknown],
): readonly SpecChange[] {
  if (canonicalJson(before) === canonicalJson(after)) return [];
  if (isPlainObject(before) && isPlainObject(after)) {
    return Object.keys({ ...before, ...after }).flatMap((name) =>
      diffValues(`${path}.${name}`, `${title}: ${name}`, [before[name], after[name]]),
    );
  }
  const text = /\.inputs?$/u.test(path)
    ? describeReading(title, before, after)
    : describe(capitalise(title), before, after);
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return [{ path, kind, before, after, text }];
}

function describe(title: string, before: unknown, after: unknown): string {
  if (before === undefined) return `${title} is now ${shown(after)}.`;
  if (after === undefined) return `${title} is no longer given (was ${shown(before)}).`;
  return `${title} is now ${shown(after)} (was ${shown(before)}).`;
}

/** "Step paid now reads orders (was raw)." */
function describeReading(title: string, before: unknown, after: unknown): string {
  const list = (value: unknown): string =>
    (Array.isArray(value) ? value : [value]).map(String).join(', ');
  const node = capitalise(title.replace(/: inputs?$/u, ''));
  return `${node} now reads ${list(after)} (was ${list(before)}).`;
}

const longestShown = 80;

function shown(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : canonicalJson(value);
  return text.length > longestShown ? `${text.slice(0, longestShown - 1)}…` : text;
}

function listOf(value: unknown): readonly object[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
