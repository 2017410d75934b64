import type { Query } from '@ai-etl/core';
import type { Slot } from './align-questions.ts';

/** Something of a query that another one has otherwise. */
interface Changed {
  readonly kind: 'text' | 'number' | 'time';
  readonly was: string;
  readonly is: string;
}

/**
 * Whether two queries are one but for values, and these are what the words say otherwise: each changed
 * value belongs to one slot, and each slot changed something; a number or a value exactly one. Pure.
 */
export function isSameShape(verified: Query, asked: Query, slots: readonly Slot[]): boolean {
  const changes = changesBetween(verified, asked);
  if (changes === null || changes.length === 0) return false;
  const uses = slots.map(() => 0);
  for (const change of changes) {
    const fitting = slots.flatMap((slot, at) => (isBySlot(change, slot) ? [at] : []));
    const [only] = fitting;
    if (only === undefined || fitting.length > 1) return false;
    uses[only] = (uses[only] ?? 0) + 1;
  }
  return slots.every(({ kind }, at) => (kind === 'time' ? (uses[at] ?? 0) > 0 : uses[at] === 1));
}

function isBySlot({ kind, was, is }: Changed, slot: Slot): boolean {
  if (slot.kind === 'time') return kind === 'time';
  if (slot.kind === 'number') {
    return (
      kind === 'number' && Number(was) === toNumber(slot.was) && Number(is) === toNumber(slot.is)
    );
  }
  return kind === 'text' && isSaid(was, slot.was) && isSaid(is, slot.is);
}

function toNumber(said: string): number {
  return Number(said.replace(',', '.'));
}

/** A value may be stored otherwise than it is said; what decides is that both were said here. */
function isSaid(value: string, words: string): boolean {
  const [stored, said] = [fold(value), fold(words)];
  return stored === said || said.split(' ').some((word) => stem(word) === stem(stored));
}

function stem(word: string): string {
  return /^\p{Script=Cyrillic}+$/u.test(word) ? word.slice(0, Math.max(4, word.length - 2)) : word;
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е');
}

/** What differs, in the order of the queries; null where it is more than values. */
function changesBetween(a: unknown, b: unknown): readonly Changed[] | null {
  const values = changedValue(a, b);
  if (values !== null) return values;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length ? joined(a.map((one, at) => changesBetween(one, b[at]))) : null;
  }
  if (isRecord(a) && isRecord(b)) {
    const keys = Object.keys(a);
    if (keys.toSorted().join('\n') !== Object.keys(b).toSorted().join('\n')) return null;
    return joined(keys.map((key) => changesBetween(a[key], b[key])));
  }
  return a === b ? [] : null;
}

function joined(parts: readonly (readonly Changed[] | null)[]): readonly Changed[] | null {
  return parts.some((one) => one === null) ? null : parts.flatMap((one) => one ?? []);
}

const temporal: ReadonlySet<unknown> = new Set(['date', 'time', 'timestamp', 'timestamptz']);

/** Two literals of one type, two periods, or two limits; null for anything else. */
function changedValue(a: unknown, b: unknown): readonly Changed[] | null {
  if (!isRecord(a) || !isRecord(b)) return null;
  if (a['kind'] === 'literal' && b['kind'] === 'literal') {
    const kind =
      a['type'] === 'text'
        ? 'text'
        : a['type'] === 'integer' || a['type'] === 'decimal'
          ? 'number'
          : temporal.has(a['type'])
            ? 'time'
            : null;
    const isNumber = (one: unknown): boolean => one === 'integer' || one === 'decimal';
    const isOne = a['type'] === b['type'] || (isNumber(a['type']) && isNumber(b['type']));
    if (kind === null || !isOne) return null;
    const [was, is] = [String(a['value']), String(b['value'])];
    return was === is ? [] : [{ kind, was, is }];
  }
  if (a['kind'] === 'in_period' && b['kind'] === 'in_period') {
    const operand = changesBetween(a['operand'], b['operand']);
    const [was, is] = [JSON.stringify(a['period']), JSON.stringify(b['period'])];
    return operand === null ? null : was === is ? operand : [...operand, { kind: 'time', was, is }];
  }
  if (isLimit(a) && isLimit(b) && a.offset === b.offset) {
    return a.count === b.count
      ? []
      : [{ kind: 'number', was: String(a.count), is: String(b.count) }];
  }
  return null;
}

function isLimit(
  one: Readonly<Record<string, unknown>>,
): one is { readonly count: number; readonly offset: number } {
  return typeof one['count'] === 'number' && typeof one['offset'] === 'number' && !('kind' in one);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
