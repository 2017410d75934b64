import { canonicalJson } from '../canonical-json.ts';
import type { PipelineSpec } from './pipeline-spec.ts';

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
    return diffValues(section, section, [old, fresh]);
  });
}

/** What identifies an entry of these lists. */
const keyOf: ReadonlyMap<string, 'id' | 'name'> = new Map([
  ['params', 'name'],
  ['sources', 'id'],
  ['steps', 'id'],
  ['targets', 'id'],
]);

const nouns: Readonly<Record<string, string>> = {
  params: 'parameter',
  sources: 'source',
  steps: 'step',
  targets: 'target',
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
      return [{ path, kind: 'added', before, after, text: `Adds ${noun} ${name}.` }];
    }
    if (after === undefined) {
      return [{ path, kind: 'removed', before, after, text: `Removes ${noun} ${name}.` }];
    }
    return diffValues(path, `${noun} ${name}`, [before, after]);
  });
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
  const text = describe(capitalise(title), before, after);
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return [{ path, kind, before, after, text }];
}

function describe(title: string, before: unknown, after: unknown): string {
  if (before === undefined) return `${title} is now ${shown(after)}.`;
  if (after === undefined) return `${title} is no longer given (was ${shown(before)}).`;
  return `${title} is now ${shown(after)} (was ${shown(before)}).`;
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
